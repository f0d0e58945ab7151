import type { Database } from '#db/types.ts';
import type { Env } from '../env.ts';
import type { Logger } from '../logger.ts';

/** What the upload services work with; web and worker each have their own. */
export interface UploadContext {
  readonly env: Env;
  readonly db: Database;
  readonly logger: Logger;
}

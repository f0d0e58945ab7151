import type { Database } from '#db/types.ts';
import type { Env } from '#lib/server/env.ts';
import type { Logger } from '#lib/server/logger.ts';
import { sweepUploads } from '#lib/server/uploads/sweep.ts';
import { between, pause } from './pause.ts';

const EVERY_MS = 60_000;

/**
 * Puts uploads right once a minute, until the signal aborts: one whose last byte arrived just before a crash becomes an
 * episode here. What fails is logged and tried again; it must not keep the jobs from going on.
 */
export async function sweepUploadsRegularly(options: {
  readonly env: Env;
  readonly db: Database;
  readonly logger: Logger;
  /** There may be something to claim. */
  readonly onCompleted: () => void;
  readonly signal: AbortSignal;
}): Promise<void> {
  const { env, db, logger, signal } = options;
  while (!signal.aborted) {
    try {
      const { completed } = await sweepUploads(db, env, logger);
      if (completed > 0) options.onCompleted();
    } catch (error) {
      logger.warn({ err: error }, 'uploads could not be swept');
    }
    await pause(between(EVERY_MS * 0.75, EVERY_MS * 1.25), signal);
  }
}

import type { Logger as QueryLogger } from 'drizzle-orm/logger';
import type { Logger } from '#lib/server/logger.ts';

export interface DriverOptions {
  readonly log: Logger;
  /** Log every statement, without its values. */
  readonly echo: boolean;
  /** Most connections at once; PostgreSQL only. */
  readonly poolSize: number;
}

/** SQL_ECHO: the text of statements and how many values they carry, never the values. */
export function queryLogger({ log, echo }: DriverOptions): QueryLogger | undefined {
  if (!echo) return undefined;
  return { logQuery: (sql, values) => log.info({ sql, values: values.length }, 'sql') };
}

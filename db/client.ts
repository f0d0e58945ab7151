import { createLogger, type Logger } from '#lib/server/logger.ts';
import { databaseTarget } from './target.ts';
import type { Database, DatabaseEnv } from './types.ts';

export type { Database, DatabaseEnv, Dialect, Statement, Transaction } from './types.ts';

/**
 * Opens the database of DATABASE_URL. Only the driver of its dialect is loaded.
 * PostgreSQL is connected to with the first statement, so that a server which is
 * away for a while stops nobody from starting.
 *
 * @param logger for SQL_ECHO (statements without their values) and lost connections.
 * @throws AppError `database_unavailable`, or Error for a library or file that cannot be used.
 */
export async function openDatabase(env: DatabaseEnv, logger?: Logger): Promise<Database> {
  const target = databaseTarget(env.databaseUrl);
  const log = logger ?? createLogger('info', 'db');
  const options = { log, echo: env.sqlEcho, poolSize: env.databasePoolSize };
  if (target.dialect === 'pg') {
    const { openPostgres } = await import('./drivers/pg.ts');
    return openPostgres(target.url, options);
  }
  const { openSqlite } = await import('./drivers/sqlite.ts');
  return openSqlite(target.file, options);
}

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from '#lib/server/logger.ts';
import { databaseTarget } from './target.ts';
import type { Database, DatabaseEnv } from './types.ts';

/**
 * Opens the database as it is at this moment, while others go on writing: a copy
 * of the file on SQLite (the backup API would begin anew with every write of
 * another process), one read-only transaction on PostgreSQL.
 *
 * @param folder for the copy; it is removed by `close`.
 * @throws AppError `database_unavailable`
 */
export async function openSnapshot(env: DatabaseEnv, folder: string, logger: Logger): Promise<Database> {
  const target = databaseTarget(env.databaseUrl);
  const options = { log: logger, echo: env.sqlEcho, poolSize: 1 };
  if (target.dialect === 'pg') {
    const { openPostgresSession } = await import('./drivers/pg.ts');
    const session = await openPostgresSession(target.url, options);
    await session.exec('begin isolation level repeatable read read only');
    return session;
  }
  const { copySqlite, openSqlite } = await import('./drivers/sqlite.ts');
  const copy = join(folder, 'snapshot.db');
  await copySqlite(target.file, copy);
  const db = await openSqlite(copy, options);
  return {
    ...db,
    async close() {
      await db.close();
      for (const ending of ['', '-wal', '-shm']) await rm(`${copy}${ending}`, { force: true });
    },
  };
}

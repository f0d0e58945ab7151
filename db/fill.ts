import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import type { Logger } from '#lib/server/logger.ts';
import { migrate } from './migrate.ts';
import { databaseTarget } from './target.ts';
import type { DatabaseEnv, Transaction } from './types.ts';
import { emptyTable, tableNames } from './whole-tables.ts';

/** Puts all rows in; rejects to have the database left as it was. */
export type Fill = (tx: Pick<Transaction, 'orm' | 'tables'>) => Promise<void>;

/**
 * Replaces the whole content of the database at once: nobody ever sees, and no
 * crash leaves, a part of it. SQLite: a new file takes the place of the old one,
 * which is kept beside it. PostgreSQL: one transaction.
 *
 * No other process may have the database open.
 *
 * @returns where the old SQLite file went, or null.
 * @throws AppError `database_unavailable`; what `fill` threw.
 */
export async function fillDatabase(env: DatabaseEnv, fill: Fill, logger: Logger): Promise<string | null> {
  const target = databaseTarget(env.databaseUrl);
  const options = { log: logger, echo: env.sqlEcho, poolSize: 1 };
  if (target.dialect === 'sqlite') return fillSqlite(env, target.file, fill, logger);
  await migrate(env);
  const { openPostgresSession } = await import('./drivers/pg.ts');
  const session = await openPostgresSession(target.url, options);
  try {
    await session.exec('begin');
    for (const name of tableNames().reverse()) await emptyTable(session, name);
    await fill(session);
    await session.exec('commit');
    return null;
  } finally {
    await session.close();
  }
}

async function fillSqlite(env: DatabaseEnv, file: string, fill: Fill, logger: Logger): Promise<string | null> {
  const { inspectSqlite, openSqlite, settleSqlite } = await import('./drivers/sqlite.ts');
  const fresh = `${file}.restoring`;
  await removeSqlite(fresh);
  try {
    await migrate({ ...env, databaseUrl: `file:${fresh}` });
    const db = await openSqlite(fresh, { log: logger, echo: env.sqlEcho, poolSize: 1 });
    try {
      await fill(db);
    } finally {
      await db.close();
    }
    const damage = await inspectSqlite(fresh);
    if (damage.length > 0) throw new Error(`the restored database is not sound: ${damage.join('; ')}`);
    await settleSqlite(fresh);
    let kept: string | null = null;
    if (existsSync(file)) {
      await settleSqlite(file);
      kept = `${file}.replaced-${new Date().toISOString().replaceAll(/[-:.]/g, '')}`;
      await rename(file, kept);
    }
    // A log of the old file would be played into the new one.
    for (const ending of ['-wal', '-shm']) await rm(`${file}${ending}`, { force: true });
    await rename(fresh, file);
    return kept;
  } finally {
    await removeSqlite(fresh);
  }
}

async function removeSqlite(file: string): Promise<void> {
  for (const ending of ['', '-wal', '-shm']) await rm(`${file}${ending}`, { force: true });
}

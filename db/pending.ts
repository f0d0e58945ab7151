import { knownMigrations, pendingMigrations } from './migrate.ts';
import { databaseTarget } from './target.ts';
import type { DatabaseEnv } from './types.ts';

/**
 * Whether the database is of an older version than the code. Changes nothing.
 *
 * @throws MigrationError for one that is too new for the code; AppError `database_unavailable`.
 */
export async function hasPendingMigrations(env: DatabaseEnv): Promise<boolean> {
  const target = databaseTarget(env.databaseUrl);
  const known = knownMigrations(target.dialect);
  if (target.dialect === 'pg') {
    const { postgresState } = await import('./drivers/pg-migrate.ts');
    return pendingMigrations(known, await postgresState(target.url)).length > 0;
  }
  const { sqliteState } = await import('./drivers/sqlite-migrate.ts');
  return pendingMigrations(known, await sqliteState(target.file)).length > 0;
}

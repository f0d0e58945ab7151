import { join } from 'node:path';
import { type MigrationMeta, readMigrationFiles } from 'drizzle-orm/migrator';
import { databaseTarget } from './target.ts';
import type { DatabaseEnv } from './types.ts';

/** The database cannot be brought to this version; the message says what to do. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
}

/** The migrations of a dialect, oldest first. `drizzle/` lies beside `db/` wherever the project is. */
export function knownMigrations(dialect: 'sqlite' | 'pg', folder?: string): MigrationMeta[] {
  return readMigrationFiles({ migrationsFolder: folder ?? join(import.meta.dirname, '..', 'drizzle', dialect) });
}

/**
 * The migrations that are still to run.
 *
 * @param applied their times (`created_at` of drizzle's own table), in any order.
 * @throws MigrationError when the database has been through one that this version does not know.
 */
export function pendingMigrations(known: readonly MigrationMeta[], applied: readonly number[]): MigrationMeta[] {
  const times = new Set(known.map((migration) => migration.folderMillis));
  if (applied.some((time) => !times.has(time))) {
    throw new MigrationError(
      'The database was made by a newer version of PodPromo. Start that version, or restore a backup made by this one.',
    );
  }
  const last = Math.max(...applied, 0);
  return known.filter((migration) => migration.folderMillis > last);
}

/**
 * Brings the database to the schema of this code. Any number of processes may
 * do so at once: one runs the migrations, the others wait and find nothing to do.
 *
 * @param folder other migrations than those of the project, for tests.
 * @throws MigrationError for a database that is newer than the code; AppError `database_unavailable`.
 */
export async function migrate(env: DatabaseEnv, folder?: string): Promise<void> {
  const target = databaseTarget(env.databaseUrl);
  const known = knownMigrations(target.dialect, folder);
  if (target.dialect === 'pg') {
    const { migratePostgres } = await import('./drivers/pg-migrate.ts');
    await migratePostgres(target.url, (applied) => pendingMigrations(known, applied));
    return;
  }
  const { migrateSqlite } = await import('./drivers/sqlite-migrate.ts');
  await migrateSqlite(target.file, (applied) => pendingMigrations(known, applied));
}

import { join } from 'node:path';
import { type MigrationMeta, readMigrationFiles } from 'drizzle-orm/migrator';
import { VERSION } from '#lib/server/version.ts';
import { isOlderRelease, OLDEST_RELEASE } from './release.ts';
import { databaseTarget } from './target.ts';
import type { DatabaseEnv } from './types.ts';

/** The database cannot be brought to this version; the message says what to do. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
}

/** What a database has been through, as it says itself. */
export interface SchemaState {
  /** Times of its migrations (`created_at` of drizzle's own table), in any order. */
  readonly applied: readonly number[];
  /** Who brought it there and who may run on it; null where no release that keeps this has seen it. */
  readonly releases: SchemaReleases | null;
}

export interface SchemaReleases {
  readonly oldestRelease: string;
  readonly madeBy: string;
}

/** What the drivers do inside one transaction. */
export interface MigrationPlan {
  /** Still to run, in order. @throws MigrationError for a database that this code may not run on. */
  pending(state: SchemaState): readonly MigrationMeta[];
  /** To be stored once they ran; null where a newer release has stored its own. */
  releases(state: SchemaState): SchemaReleases | null;
  /** This code's, for the name of the copy that is made before anything changes. */
  readonly release: string;
}

/** Other than those of the project, for tests. */
export interface MigrateOptions {
  readonly folder?: string;
  readonly release?: string;
  readonly oldestRelease?: string;
}

/** The migrations of a dialect, oldest first. `drizzle/` lies beside `db/` wherever the project is. */
export function knownMigrations(dialect: 'sqlite' | 'pg', folder?: string): MigrationMeta[] {
  return readMigrationFiles({ migrationsFolder: folder ?? join(import.meta.dirname, '..', 'drizzle', dialect) });
}

/**
 * The migrations that are still to run. None for a database of a newer release that says that this one may run on it.
 *
 * @throws MigrationError when it is too new for this code.
 */
export function pendingMigrations(
  known: readonly MigrationMeta[],
  { applied, releases }: SchemaState,
  release: string = VERSION,
): MigrationMeta[] {
  if (releases && isOlderRelease(release, releases.oldestRelease)) throw tooNew(releases, release);
  const times = new Set(known.map((migration) => migration.folderMillis));
  const last = Math.max(...applied, 0);
  const pending = known.filter((migration) => migration.folderMillis > last);
  const isNewer = applied.some((time) => !times.has(time));
  if (isNewer && (releases === null || pending.length > 0)) throw tooNew(releases, release);
  return pending;
}

function tooNew(releases: SchemaReleases | null, release: string): MigrationError {
  const by = releases
    ? `PodPromo ${releases.madeBy}, and needs ${releases.oldestRelease} or newer; this is ${release}`
    : `a newer version of PodPromo than this one (${release})`;
  return new MigrationError(
    `The database was made by ${by}. Start that version, or restore a backup made by this one.`,
  );
}

/**
 * Brings the database to the schema of this code, after a copy of what was there. Any number of processes may
 * do so at once: one runs the migrations, the others wait and find nothing to do.
 *
 * @throws MigrationError for a database that is too new for the code; AppError `database_unavailable`.
 */
export async function migrate(env: DatabaseEnv, options: MigrateOptions = {}): Promise<void> {
  const target = databaseTarget(env.databaseUrl);
  const plan = planOf(knownMigrations(target.dialect, options.folder), options);
  if (target.dialect === 'pg') {
    const { migratePostgres } = await import('./drivers/pg-migrate.ts');
    await migratePostgres(target.url, plan);
    return;
  }
  const { migrateSqlite } = await import('./drivers/sqlite-migrate.ts');
  await migrateSqlite(target.file, plan);
}

function planOf(
  known: readonly MigrationMeta[],
  { release = VERSION, oldestRelease = OLDEST_RELEASE }: MigrateOptions,
): MigrationPlan {
  return {
    release,
    pending: (state) => pendingMigrations(known, state, release),
    releases({ applied, releases }) {
      const newest = known.at(-1)?.folderMillis ?? 0;
      if (releases && applied.some((time) => time > newest)) return null;
      // A demand that was once made stays: what was taken away does not come back.
      const isStricter = releases !== null && isOlderRelease(oldestRelease, releases.oldestRelease);
      return { oldestRelease: isStricter ? releases.oldestRelease : oldestRelease, madeBy: release };
    },
  };
}

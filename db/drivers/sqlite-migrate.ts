import type Client from 'better-sqlite3';
import { z } from 'zod';
import { databaseError } from '../errors.ts';
import type { MigrationPlan, SchemaReleases, SchemaState } from '../migrate.ts';
import { connectSqlite } from './sqlite.ts';
import { keepCopyBeforeMigration, removeOldCopies } from './sqlite-copies.ts';

/** Drizzle's own table, so that its tools understand the database, and ours beside it. */
const CREATE_TABLES = `create table if not exists "__drizzle_migrations" (id integer primary key, hash text not null, created_at numeric);
  create table if not exists "schema_releases" (id integer primary key check (id = 1), oldest_release text not null, made_by text not null)`;

const releasesSchema = z
  .object({ oldest_release: z.string(), made_by: z.string() })
  .transform((row) => ({ oldestRelease: row.oldest_release, madeBy: row.made_by }));

/** See `migrate`. The write lock is taken first, so two processes run one after the other. */
export async function migrateSqlite(file: string, plan: MigrationPlan): Promise<void> {
  const client = await connectSqlite(file);
  try {
    // A generated migration may rebuild a table by dropping the old one; with foreign keys on, that would
    // delete every row that refers to it. (The switch does nothing inside a transaction.)
    client.pragma('foreign_keys = OFF');
    const run = client.transaction(() => {
      const state = readState(client);
      const pending = plan.pending(state);
      if (pending.length > 0 && state.applied.length > 0) keepCopyBeforeMigration(file, plan.release);
      client.exec(CREATE_TABLES);
      const record = client.prepare('insert into "__drizzle_migrations" (hash, created_at) values (?, ?)');
      for (const migration of pending) {
        for (const statement of migration.sql) client.exec(statement);
        record.run(migration.hash, migration.folderMillis);
      }
      const broken = client.prepare('select count(*) from pragma_foreign_key_check').pluck().get();
      if (broken !== 0) throw new Error(`Migration left ${String(broken)} rows that refer to nothing; it was undone`);
      storeReleases(client, plan.releases(state));
    });
    run.immediate();
  } catch (error) {
    throw databaseError(error);
  } finally {
    client.close();
  }
  await removeOldCopies(file);
}

/** What the database has been through. */
export async function sqliteState(file: string): Promise<SchemaState> {
  const client = await connectSqlite(file);
  try {
    return readState(client);
  } catch (error) {
    throw databaseError(error);
  } finally {
    client.close();
  }
}

function readState(client: Client.Database): SchemaState {
  const has = client.prepare('select 1 from sqlite_master where name = ?').pluck();
  const applied = has.get('__drizzle_migrations')
    ? client.prepare('select created_at from "__drizzle_migrations"').pluck().all().map(Number)
    : [];
  const row = has.get('schema_releases') && client.prepare('select * from "schema_releases"').get();
  return { applied, releases: row ? releasesSchema.parse(row) : null };
}

function storeReleases(client: Client.Database, releases: SchemaReleases | null): void {
  if (releases === null) return;
  client
    .prepare('insert or replace into "schema_releases" (id, oldest_release, made_by) values (1, ?, ?)')
    .run(releases.oldestRelease, releases.madeBy);
}

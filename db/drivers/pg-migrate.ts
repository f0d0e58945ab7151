import pg from 'pg';
import { databaseError } from '../errors.ts';
import type { MigrationPlan, SchemaReleases, SchemaState } from '../migrate.ts';
import { keepCopyBeforeMigration } from './pg-copies.ts';

/** Any number that nobody else of this database uses for an advisory lock. */
const LOCK_KEY = 7_203_110_459;
const CONNECT_TIMEOUT_MS = 5000;

/** Drizzle's own schema and table, so that its tools understand the database, and ours beside it. */
const CREATE_TABLES = `create schema if not exists drizzle;
  create table if not exists drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint);
  create table if not exists drizzle.schema_releases (id integer primary key check (id = 1), oldest_release text not null, made_by text not null)`;

/** See `migrate`. An advisory lock, held for the transaction, makes a second process wait. */
export async function migratePostgres(url: string, plan: MigrationPlan): Promise<void> {
  await withClient(url, async (client) => {
    await client.query('begin');
    await client.query('select pg_advisory_xact_lock($1)', [LOCK_KEY]);
    const state = await readState(client);
    const pending = plan.pending(state);
    if (pending.length > 0 && state.applied.length > 0) await keepCopyBeforeMigration(client, plan.release);
    await client.query(CREATE_TABLES);
    for (const migration of pending) {
      for (const statement of migration.sql) await client.query(statement);
      await client.query('insert into drizzle.__drizzle_migrations (hash, created_at) values ($1, $2)', [
        migration.hash,
        migration.folderMillis,
      ]);
    }
    await storeReleases(client, plan.releases(state));
    await client.query('commit');
  });
}

/** What the database has been through. */
export function postgresState(url: string): Promise<SchemaState> {
  return withClient(url, readState);
}

async function withClient<Result>(url: string, use: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    application_name: 'podpromo-migrate',
  });
  const lost: Error[] = [];
  client.on('error', (error) => lost.push(error));
  try {
    await client.connect();
    return await use(client);
  } catch (error) {
    throw databaseError(lost[0] ?? error);
  } finally {
    // Closing rolls back what was not committed.
    await client.end();
  }
}

async function readState(client: pg.Client): Promise<SchemaState> {
  const rows = await client.query<{ name: string }>(
    "select table_name as name from information_schema.tables where table_schema = 'drizzle'",
  );
  const tables = new Set(rows.rows.map((row) => row.name));
  const applied = tables.has('__drizzle_migrations')
    ? await client.query<{ created_at: string }>('select created_at from drizzle.__drizzle_migrations')
    : { rows: [] };
  const releases = tables.has('schema_releases')
    ? await client.query<SchemaReleases>(
        'select oldest_release as "oldestRelease", made_by as "madeBy" from drizzle.schema_releases',
      )
    : { rows: [] };
  return { applied: applied.rows.map((row) => Number(row.created_at)), releases: releases.rows[0] ?? null };
}

async function storeReleases(client: pg.Client, releases: SchemaReleases | null): Promise<void> {
  if (releases === null) return;
  await client.query(
    `insert into drizzle.schema_releases (id, oldest_release, made_by) values (1, $1, $2)
      on conflict (id) do update set oldest_release = $1, made_by = $2`,
    [releases.oldestRelease, releases.madeBy],
  );
}

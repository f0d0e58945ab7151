import type { MigrationMeta } from 'drizzle-orm/migrator';
import pg from 'pg';
import { databaseError } from '../errors.ts';

/** Any number that nobody else of this database uses for an advisory lock. */
const LOCK_KEY = 7_203_110_459;
const CONNECT_TIMEOUT_MS = 5000;

/** Drizzle's own schema and table, so that its tools understand the database. */
const CREATE_TABLE = `create schema if not exists drizzle;
  create table if not exists drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint)`;

/** See `migrate`. An advisory lock, held for the transaction, makes a second process wait. */
export async function migratePostgres(
  url: string,
  pending: (applied: readonly number[]) => readonly MigrationMeta[],
): Promise<void> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    application_name: 'podpromo-migrate',
  });
  const lost: Error[] = [];
  client.on('error', (error) => lost.push(error));
  try {
    await client.connect();
    await client.query('begin');
    await client.query('select pg_advisory_xact_lock($1)', [LOCK_KEY]);
    await client.query(CREATE_TABLE);
    const rows = await client.query<{ created_at: string }>('select created_at from drizzle.__drizzle_migrations');
    for (const migration of pending(rows.rows.map((row) => Number(row.created_at)))) {
      for (const statement of migration.sql) await client.query(statement);
      await client.query('insert into drizzle.__drizzle_migrations (hash, created_at) values ($1, $2)', [
        migration.hash,
        migration.folderMillis,
      ]);
    }
    await client.query('commit');
  } catch (error) {
    throw databaseError(lost[0] ?? error);
  } finally {
    // Closing rolls back what was not committed.
    await client.end();
  }
}

/** Times of the migrations that the database has been through. */
export async function appliedPostgres(url: string): Promise<number[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
  const lost: Error[] = [];
  client.on('error', (error) => lost.push(error));
  try {
    await client.connect();
    const there = await client.query(
      "select 1 from information_schema.tables where table_name = '__drizzle_migrations'",
    );
    if (there.rowCount === 0) return [];
    const rows = await client.query<{ created_at: string }>('select created_at from drizzle.__drizzle_migrations');
    return rows.rows.map((row) => Number(row.created_at));
  } catch (error) {
    throw databaseError(lost[0] ?? error);
  } finally {
    await client.end();
  }
}

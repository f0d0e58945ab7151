import type { MigrationMeta } from 'drizzle-orm/migrator';
import { databaseError } from '../errors.ts';
import { connectSqlite } from './sqlite.ts';

/** Drizzle's own table, so that its tools understand the database. */
const CREATE_TABLE =
  'create table if not exists "__drizzle_migrations" (id integer primary key, hash text not null, created_at numeric)';

/** See `migrate`. The write lock is taken first, so two processes run one after the other. */
export async function migrateSqlite(
  file: string,
  pending: (applied: readonly number[]) => readonly MigrationMeta[],
): Promise<void> {
  const client = await connectSqlite(file);
  try {
    // A generated migration may rebuild a table by dropping the old one; with foreign keys on, that would
    // delete every row that refers to it. (The switch does nothing inside a transaction.)
    client.pragma('foreign_keys = OFF');
    const run = client.transaction(() => {
      client.exec(CREATE_TABLE);
      const applied = client.prepare('select created_at from "__drizzle_migrations"').pluck().all().map(Number);
      const record = client.prepare('insert into "__drizzle_migrations" (hash, created_at) values (?, ?)');
      for (const migration of pending(applied)) {
        for (const statement of migration.sql) client.exec(statement);
        record.run(migration.hash, migration.folderMillis);
      }
      const broken = client.prepare('select count(*) from pragma_foreign_key_check').pluck().get();
      if (broken !== 0) throw new Error(`Migration left ${String(broken)} rows that refer to nothing; it was undone`);
    });
    run.immediate();
  } catch (error) {
    throw databaseError(error);
  } finally {
    client.close();
  }
}

/** Times of the migrations that the database has been through. */
export async function appliedSqlite(file: string): Promise<number[]> {
  const client = await connectSqlite(file);
  try {
    const there = client.prepare("select 1 from sqlite_master where name = '__drizzle_migrations'").get();
    if (there === undefined) return [];
    return client.prepare('select created_at from "__drizzle_migrations"').pluck().all().map(Number);
  } catch (error) {
    throw databaseError(error);
  } finally {
    client.close();
  }
}

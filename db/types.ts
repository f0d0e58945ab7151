import type { BaseSQLiteDatabase } from 'drizzle-orm/sqlite-core';
import type { Env } from '#lib/server/env.ts';
import type { Tables } from './schema/index.ts';

export type Dialect = 'sqlite' | 'pg';

/** What opening needs of the configuration. */
export type DatabaseEnv = Pick<Env, 'databaseUrl' | 'databasePoolSize' | 'sqlEcho'>;

/**
 * The query builders, typed as the SQLite dialect for both. Only `await` them
 * (or hand them to `atomic`): `.all()`, `.get()`, `.run()` exist on SQLite alone.
 */
export type Orm = Pick<
  BaseSQLiteDatabase<'async', unknown>,
  'select' | 'selectDistinct' | 'insert' | 'update' | 'delete' | 'with' | '$with'
>;

/** A query builder that nobody has awaited yet. */
export interface Statement<Result = unknown> extends PromiseLike<Result> {
  prepare(): { execute(values?: Record<string, unknown>): unknown };
}

/** Where statements are built: the database itself, or an open transaction of `atomic`. */
export interface Transaction {
  readonly orm: Orm;
  readonly tables: Tables;
  readonly dialect: Dialect;
}

export interface Database extends Transaction {
  /** Rejects with AppError `database_unavailable` within about 3 s when there is no answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
  /** Another text after any change by any process, from SQLite at next to no cost; null where only asking anew tells. */
  revision(): string | null;
  /** The driver's half of `atomic`; use that one. */
  transact(
    build: (tx: Transaction) => readonly Statement[],
    check: (results: readonly unknown[]) => void,
  ): Promise<unknown[]>;
}

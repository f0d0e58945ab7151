import { NodePgSession } from 'drizzle-orm/node-postgres';
import { PgDatabase, PgDialect, type PgPreparedQuery, type PreparedQueryConfig } from 'drizzle-orm/pg-core';
import type { SelectedFieldsOrdered } from 'drizzle-orm/pg-core/query-builders/select.types';
import type { Query } from 'drizzle-orm/sql';
import pg from 'pg';
import { databaseError, isDatabaseUnavailable, isRetryableConflict } from '../errors.ts';
import type { Tables } from '../schema/index.ts';
import * as pgTables from '../schema/pg.ts';
import type { Database, Orm, Statement, Transaction } from '../types.ts';
import { countStatement, type DriverOptions, queryLogger } from './options.ts';

const CONNECT_TIMEOUT_MS = 5000;
/** A connection that died without a word answers nothing; longer than any of our statements. */
const QUERY_TIMEOUT_MS = 30_000;
const PING_TIMEOUT_MS = 3000;
const TRANSACTION_TRIES = 3;

type NoSchema = Record<string, never>;

// The parity test compares the two schemas column by column.
const tables = pgTables as unknown as Tables;

/** Turns what the driver rejects with into our errors. */
class GuardedSession extends NodePgSession<NoSchema, NoSchema> {
  readonly #options: DriverOptions;

  constructor(client: pg.Pool | pg.PoolClient, dialect: PgDialect, options: DriverOptions) {
    super(client, dialect, undefined, { logger: queryLogger(options) });
    this.#options = options;
  }

  override prepareQuery<T extends PreparedQueryConfig = PreparedQueryConfig>(
    query: Query,
    fields: SelectedFieldsOrdered | undefined,
    name: string | undefined,
    isResponseInArrayMode: boolean,
    customResultMapper?: (rows: unknown[][]) => T['execute'],
  ): PgPreparedQuery<T> {
    const known = name ?? planNameOf(query.sql);
    const prepared = super.prepareQuery<T>(query, fields, known, isResponseInArrayMode, customResultMapper);
    const { execute } = prepared;
    prepared.execute = async (...given) => {
      const startedAt = performance.now();
      try {
        return await execute.apply(prepared, given);
      } catch (error) {
        throw databaseError(error);
      } finally {
        countStatement(this.#options.log, query.sql, startedAt);
      }
    };
    return prepared;
  }
}

/** Texts that the server plans once a connection; a statement with a list has as many texts as lengths of it. */
const PLANS_MAX = 200;
const planNames = new Map<string, string>();

/** A name makes the server keep the plan of a statement; undefined past the first few hundred texts. */
function planNameOf(text: string): string | undefined {
  const known = planNames.get(text);
  if (known !== undefined || planNames.size >= PLANS_MAX) return known;
  const name = `podpromo_${planNames.size + 1}`;
  planNames.set(text, name);
  return name;
}

/** Prepares a pool for a PostgreSQL server; see `openDatabase`. Does not connect yet. */
export async function openPostgres(url: string, options: DriverOptions): Promise<Database> {
  const pool = createPool(url, options);
  const orm = ormOf(pool, options);
  return {
    orm,
    tables,
    dialect: 'pg',
    revision: () => null,
    async ping() {
      try {
        const query: pg.QueryConfig & { query_timeout: number } = { text: 'select 1', query_timeout: PING_TIMEOUT_MS };
        await pool.query(query);
      } catch (error) {
        throw databaseError(error);
      }
    },
    async close() {
      await pool.end();
    },
    async transact(build, check) {
      for (let tries = 1; ; tries += 1) {
        try {
          return await transactOnce(pool, options, build, check);
        } catch (error) {
          if (tries >= TRANSACTION_TRIES || !isRetryableConflict(error)) throw databaseError(error);
        }
      }
    },
  };
}

/** A database on one connection, inside one transaction of the caller. */
export interface PostgresSession extends Database {
  /** Runs a statement that returns nothing, e.g. `begin`. */
  exec(statement: string): Promise<void>;
}

/** One connection for work that must see or change everything at one moment: backup and restore. */
export async function openPostgresSession(url: string, options: DriverOptions): Promise<PostgresSession> {
  const pool = createPool(url, { ...options, poolSize: 1 });
  let client: pg.PoolClient;
  try {
    client = await pool.connect();
  } catch (error) {
    await pool.end();
    throw databaseError(error);
  }
  const exec = async (statement: string) => {
    try {
      await client.query(statement);
    } catch (error) {
      throw databaseError(error);
    }
  };
  return {
    orm: ormOf(client, options),
    tables,
    dialect: 'pg',
    exec,
    revision: () => null,
    ping: () => exec('select 1'),
    async close() {
      // Closing the connection rolls back what was not committed.
      client.release(true);
      await pool.end();
    },
    async transact() {
      throw new Error('this connection is in a transaction of its own');
    },
  };
}

function createPool(url: string, { log, poolSize }: DriverOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: poolSize,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    idleTimeoutMillis: 30_000,
    query_timeout: QUERY_TIMEOUT_MS,
    keepAlive: true,
    application_name: 'podpromo',
  });
  // Without listeners a connection that is lost while nobody waits for an answer ends the process:
  // the pool speaks for idle ones, each client for itself while it is lent out.
  // (The error itself is not logged: it carries the whole client.)
  pool.on('error', () => undefined);
  pool.on('connect', (client) =>
    client.on('error', (error) => {
      if (!pool.ending) log.warn({ reason: error.message }, 'a database connection was lost');
    }),
  );
  return pool;
}

function ormOf(client: pg.Pool | pg.PoolClient, options: DriverOptions): Orm {
  const dialect = new PgDialect();
  const session = new GuardedSession(client, dialect, options);
  return new PgDatabase(dialect, session, undefined) as unknown as Orm;
}

async function transactOnce(
  pool: pg.Pool,
  options: DriverOptions,
  build: (tx: Transaction) => readonly Statement[],
  check: (results: readonly unknown[]) => void,
): Promise<unknown[]> {
  const client = await pool.connect();
  let broken = false;
  try {
    await client.query('begin');
    const results: unknown[] = [];
    for (const statement of build({ orm: ormOf(client, options), tables, dialect: 'pg' })) {
      results.push(await statement);
    }
    check(results);
    await client.query('commit');
    return results;
  } catch (error) {
    broken = isDatabaseUnavailable(error) || !(await rollback(client));
    throw error;
  } finally {
    client.release(broken);
  }
}

/** False where the connection does not even take that any more; closing it then rolls back. */
async function rollback(client: pg.PoolClient): Promise<boolean> {
  try {
    await client.query('rollback');
    return true;
  } catch (error) {
    if (error instanceof Error) return false;
    throw error;
  }
}

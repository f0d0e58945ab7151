import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import Client from 'better-sqlite3';
import { BetterSQLiteSession, type PreparedQuery } from 'drizzle-orm/better-sqlite3';
import { BaseSQLiteDatabase, type PreparedQueryConfig, SQLiteSyncDialect } from 'drizzle-orm/sqlite-core';
import { AppError } from '#lib/server/app-error.ts';
import { databaseError, isDatabaseUnavailable } from '../errors.ts';
import * as tables from '../schema/sqlite.ts';
import type { Database, Orm, Statement } from '../types.ts';
import { countStatement, type DriverOptions, queryLogger } from './options.ts';

/** Earlier libraries can corrupt a write-ahead log that two processes share. */
const MINIMUM_VERSION = [3, 51, 3] as const;
const BUSY_TIMEOUT_MS = 5000;

type NoSchema = Record<string, never>;
type Session = BetterSQLiteSession<NoSchema, NoSchema>;
type PrepareArguments = Parameters<Session['prepareQuery']>;

/** Turns what better-sqlite3 throws into our errors, whichever way a statement is run. */
class GuardedSession extends BetterSQLiteSession<NoSchema, NoSchema> {
  readonly #options: DriverOptions;

  constructor(client: Client.Database, dialect: SQLiteSyncDialect, options: DriverOptions) {
    super(client, dialect, undefined, { logger: queryLogger(options) });
    this.#options = options;
  }

  override prepareQuery<T extends Omit<PreparedQueryConfig, 'statement' | 'run'>>(
    ...args: PrepareArguments
  ): PreparedQuery<T> {
    const query = guarded(() => super.prepareQuery<T>(...args));
    const [{ sql }] = args;
    // One way to run it may use another.
    let isRunning = false;
    const counted = <Result>(execute: () => Result): Result => {
      if (isRunning) return execute();
      const startedAt = performance.now();
      isRunning = true;
      try {
        return guarded(execute);
      } finally {
        isRunning = false;
        countStatement(this.#options.log, sql, startedAt);
      }
    };
    const { run, all, get, values } = query;
    query.run = (given) => counted(() => run.call(query, given));
    query.all = (given) => counted(() => all.call(query, given));
    query.get = (given) => counted(() => get.call(query, given));
    query.values = (given) => counted(() => values.call(query, given));
    return query;
  }
}

/** Opens a SQLite file, with its folder; see `openDatabase`. */
export async function openSqlite(file: string, options: DriverOptions): Promise<Database> {
  const client = await connectSqlite(file);
  const dialect = new SQLiteSyncDialect();
  const session = new GuardedSession(client, dialect, options);
  const database = new BaseSQLiteDatabase('sync', dialect, session, undefined);
  // The builders of both modes are awaited alike; 'async' only keeps their types from promising plain values.
  const orm = database as unknown as Orm;
  // The first tells of other connections, the second of this one.
  const others = client.prepare('pragma data_version').pluck();
  const own = client.prepare('select total_changes()').pluck();
  return {
    orm,
    tables,
    dialect: 'sqlite',
    async ping() {
      guarded(() => client.prepare('select 1').get());
    },
    async close() {
      client.close();
    },
    revision: () => guarded(() => `${String(others.get())} ${String(own.get())}`),
    async transact(build, check) {
      // Synchronous from begin to commit: an await inside would commit half of it.
      const run = client.transaction(() => {
        const results = build({ orm, tables, dialect: 'sqlite' }).map(runSync);
        check(results);
        return results;
      });
      return guarded(() => run.immediate());
    },
  };
}

/**
 * A connection with the settings that everything relies on.
 *
 * @throws AppError `database_unavailable` when others keep the file locked; Error when the library is too old.
 */
export async function connectSqlite(file: string): Promise<Client.Database> {
  await mkdir(dirname(file), { recursive: true });
  const client = guarded(() => new Client(file, { timeout: BUSY_TIMEOUT_MS }));
  try {
    assertVersion(String(client.prepare('select sqlite_version()').pluck().get()));
    await enableWal(client, file);
    client.pragma('synchronous = FULL');
    client.pragma('foreign_keys = ON');
    return client;
  } catch (error) {
    client.close();
    throw databaseError(error);
  }
}

/**
 * Writes the database as it is now to another file. One read transaction: writers go on meanwhile. Blocks this
 * process while it copies (about 200 MB a second), which is well within a job's lease for any real library.
 *
 * @param target must not be there yet.
 */
export async function copySqlite(file: string, target: string): Promise<void> {
  const client = await connectSqlite(file);
  try {
    guarded(() => client.prepare('vacuum into ?').run(target));
  } finally {
    client.close();
  }
}

/** Brings everything of the write-ahead log into the file itself, so that it can be moved. */
export async function settleSqlite(file: string): Promise<void> {
  const client = await connectSqlite(file);
  try {
    guarded(() => client.pragma('wal_checkpoint(TRUNCATE)'));
  } finally {
    client.close();
  }
}

/**
 * Looks through the whole file for damage and for rows that refer to nothing.
 *
 * @returns what is wrong, in SQLite's words; empty where all is well.
 */
export async function inspectSqlite(file: string): Promise<string[]> {
  const client = await connectSqlite(file);
  try {
    return guarded(() => {
      const damage = client.prepare('pragma integrity_check').pluck().all().map(String);
      const loose = client.prepare('select count(*) from pragma_foreign_key_check').pluck().get();
      const found = damage.filter((line) => line !== 'ok');
      return loose === 0 ? found : [...found, `${String(loose)} rows refer to nothing`];
    });
  } finally {
    client.close();
  }
}

/** Two processes that create the file at once: SQLite answers 'locked' here without waiting, so we wait. */
async function enableWal(client: Client.Database, file: string): Promise<void> {
  const deadline = Date.now() + BUSY_TIMEOUT_MS;
  for (;;) {
    try {
      const mode = client.pragma('journal_mode = WAL', { simple: true });
      if (mode === 'wal') return;
      throw new Error(`${file} cannot use a write-ahead log (${String(mode)}); put DATA_DIR on a local disk`);
    } catch (error) {
      if (!isDatabaseUnavailable(error) || Date.now() > deadline) throw error;
    }
    await wait(20 + Math.random() * 30);
  }
}

function assertVersion(version: string): void {
  const parts = version.split('.').map(Number);
  for (const [index, minimum] of MINIMUM_VERSION.entries()) {
    const part = parts[index] ?? 0;
    if (part > minimum) return;
    if (part < minimum)
      throw new Error(`SQLite ${version} is too old; ${MINIMUM_VERSION.join('.')} or newer is needed`);
  }
}

function runSync(statement: Statement): unknown {
  const pending: unknown = statement.prepare().execute();
  if (typeof pending === 'object' && pending !== null && 'sync' in pending && typeof pending.sync === 'function') {
    return pending.sync();
  }
  throw new AppError('internal', { cause: new Error('A statement of atomic() cannot run synchronously') });
}

function guarded<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw databaseError(error);
  }
}

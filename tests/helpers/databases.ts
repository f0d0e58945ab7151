import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe } from 'vitest';
import type { Database, DatabaseEnv, Dialect } from '#db/client.ts';
import { migrate } from '#db/migrate.ts';
import { sharedPostgres, startPostgres, type TestPostgres } from './postgres.ts';
import { openRecorded } from './recorded-statements.ts';

/** Gives migrated, empty databases of one dialect. */
export interface DatabaseSource {
  readonly dialect: Dialect;
  /** @param options.migrated false for one without any table */
  create(options?: { migrated?: boolean }): Promise<DatabaseEnv>;
  /** The server, where there is one. */
  readonly server?: Pick<TestPostgres, 'down' | 'up'>;
  dispose(): Promise<void>;
}

export interface DatabaseContext {
  readonly dialect: Dialect;
  /** The configuration of this test's database, e.g. for other processes. */
  env(): DatabaseEnv;
  /** One more connection to this test's database (or that of `env`), closed after the test. */
  open(env?: DatabaseEnv): Promise<Database>;
  /** One more database of this dialect. */
  create: DatabaseSource['create'];
}

const SOURCES = { sqlite: sqliteSource, pg: () => postgresSource({ shared: true }) } as const;

/** Runs the suite on SQLite and on a real PostgreSQL; every test has a migrated database of its own. */
export function describeEachDatabase(
  name: string,
  suite: (getDb: () => Database, context: DatabaseContext) => void,
): void {
  describe.each(['sqlite', 'pg'] as const)(`${name} (%s)`, (dialect) => {
    let source: DatabaseSource | undefined;
    let current: { env: DatabaseEnv; db: Database } | undefined;
    const opened: Database[] = [];
    const given = <T>(value: T | undefined): T => {
      if (value === undefined) throw new Error('There is a database only inside tests and their hooks');
      return value;
    };
    beforeAll(async () => {
      source = await SOURCES[dialect]();
    });
    beforeEach(async () => {
      const env = await given(source).create();
      current = { env, db: await openRecorded(env, dialect) };
      opened.push(current.db);
    });
    afterEach(async () => {
      current = undefined;
      await Promise.all(opened.splice(0).map((db) => db.close()));
    });
    afterAll(async () => {
      await source?.dispose();
    });
    suite(() => given(current).db, {
      dialect,
      env: () => given(current).env,
      create: (options) => given(source).create(options),
      async open(env) {
        const db = await openRecorded(env ?? given(current).env, dialect);
        opened.push(db);
        return db;
      },
    });
  });
}

/** One file is migrated; the others are copies of it. */
export async function sqliteSource(): Promise<DatabaseSource> {
  const dir = await mkdtemp(join(tmpdir(), 'podpromo-db-'));
  const template = join(dir, 'template.db');
  await migrate(envOf(`file:${template}`));
  let count = 0;
  return {
    dialect: 'sqlite',
    async create({ migrated = true } = {}) {
      count += 1;
      const file = join(dir, `${count}.db`);
      if (migrated) await copyFile(template, file);
      return envOf(`file:${file}`);
    },
    dispose: () => rm(dir, { recursive: true, force: true }),
  };
}

/**
 * One database is migrated, the others are made from it.
 *
 * @param options.shared on the server of the whole test run; otherwise on one of its own, which a test may end.
 */
export async function postgresSource(options: { shared?: boolean } = {}): Promise<DatabaseSource> {
  const server = await (options.shared ? sharedPostgres() : startPostgres());
  const template = await server.createDatabase();
  await migrate(envOf(template));
  const templateName = new URL(template).pathname.slice(1);
  return {
    dialect: 'pg',
    server,
    create: async ({ migrated = true } = {}) => envOf(await server.createDatabase(migrated ? templateName : undefined)),
    dispose: server.stop,
  };
}

function envOf(databaseUrl: string): DatabaseEnv {
  return { databaseUrl, databasePoolSize: 5, sqlEcho: false };
}

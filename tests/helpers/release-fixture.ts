import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import Client from 'better-sqlite3';
import { getTableColumns, getTableName, type Table } from 'drizzle-orm';
import pg from 'pg';
import { z } from 'zod';
import type { DatabaseEnv, Dialect } from '#db/client.ts';
import { migrate } from '#db/migrate.ts';
import * as pgTables from '#db/schema/pg.ts';
import * as sqliteTables from '#db/schema/sqlite.ts';
import { databaseTarget } from '#db/target.ts';
import { tableNames } from '#db/whole-tables.ts';

const folder = join(import.meta.dirname, '..', 'fixtures', 'releases');
const migrationSchema = z.object({ time: z.number(), hash: z.string() });
const fixtureSchema = z.object({
  release: z.string(),
  migrations: z.object({ sqlite: z.array(migrationSchema), pg: z.array(migrationSchema) }),
  rows: z.record(z.string(), z.array(z.record(z.string(), z.unknown()))),
  statements: z.object({ sqlite: z.array(z.string()), pg: z.array(z.string()) }),
});
/** What a release left for its successors; `npm run release:fixture` makes it. */
export type ReleaseFixture = z.infer<typeof fixtureSchema>;

export async function readReleaseFixtures(): Promise<ReleaseFixture[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json.gz')).sort();
  const read = async (name: string) =>
    fixtureSchema.parse(JSON.parse(String(gunzipSync(await readFile(join(folder, name))))));
  return Promise.all(names.map(read));
}

/** A connection that runs statements as they are written. */
export interface RawConnection {
  run(statement: string, values?: readonly unknown[]): Promise<readonly Record<string, unknown>[]>;
  /** Rejects where the statement could not run on this schema. Changes nothing. */
  check(statement: string): Promise<void>;
  close(): Promise<void>;
}

export async function connectRaw(env: DatabaseEnv): Promise<RawConnection> {
  const target = databaseTarget(env.databaseUrl);
  if (target.dialect === 'sqlite') {
    const client = new Client(target.file);
    return {
      async run(statement, values = []) {
        const prepared = client.prepare<unknown[], Record<string, unknown>>(statement);
        if (prepared.reader) return prepared.all(...values);
        prepared.run(...values);
        return [];
      },
      async check(statement) {
        client.prepare(statement);
      },
      async close() {
        client.close();
      },
    };
  }
  const client = new pg.Client({ connectionString: target.url });
  await client.connect();
  return {
    run: async (statement, values = []) => (await client.query(statement, [...values])).rows,
    async check(statement) {
      const places = Math.max(0, ...Array.from(statement.matchAll(/\$(\d+)/g), ([, place]) => Number(place)));
      const values = places === 0 ? '' : `(${Array.from({ length: places }, () => 'null').join(', ')})`;
      await client.query(`prepare looked_at as ${statement}`);
      try {
        await client.query(`explain execute looked_at${values}`);
      } finally {
        await client.query('deallocate looked_at');
      }
    },
    close: () => client.end(),
  };
}

/** Fills an empty database with what the release made: its tables as they were, and its rows. */
export async function installRelease(env: DatabaseEnv, dialect: Dialect, fixture: ReleaseFixture, migrations: string) {
  await migrate(env, { folder: migrations, release: fixture.release });
  const raw = await connectRaw(env);
  try {
    for (const name of tableNames()) {
      const table: Table = (dialect === 'pg' ? pgTables : sqliteTables)[name];
      const columns = getTableColumns(table);
      for (const row of fixture.rows[name] ?? []) {
        const entries = Object.entries(row).flatMap(([key, value]) => {
          const column = columns[key];
          if (!column) throw new Error(`${name}.${key} is gone; the release before still needs it`);
          return [[column.name, value === null ? null : column.mapToDriverValue(value)] as const];
        });
        const names = entries.map(([column]) => `"${column}"`).join(', ');
        const places = entries.map((_, index) => (dialect === 'pg' ? `$${index + 1}` : '?')).join(', ');
        await raw.run(
          `insert into "${getTableName(table)}" (${names}) values (${places})`,
          entries.map(([, value]) => value),
        );
      }
    }
  } finally {
    await raw.close();
  }
}

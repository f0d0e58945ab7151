import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { openDatabase } from '#db/client.ts';
import { knownMigrations, migrate } from '#db/migrate.ts';
import { readTable, tableNames } from '#db/whole-tables.ts';
import { readEnv } from '#lib/server/env.ts';
import { VERSION } from '#lib/server/version.ts';
import { seedStudio } from '#tests/helpers/seed/studio.ts';

// npm run release:fixture: keeps what later releases are tested against, once, when a release is made:
// its migrations, the rows of a made-up studio, and the text of every statement that its tests run.
const root = dirname(dirname(import.meta.dirname));
const target = join(root, 'tests', 'fixtures', 'releases');
const temporary = await mkdtemp(join(tmpdir(), 'podpromo-fixture-'));
try {
  const fixture = {
    release: VERSION,
    migrations: { sqlite: migrationsOf('sqlite'), pg: migrationsOf('pg') },
    rows: await seededRows(join(temporary, 'data')),
    statements: await recordedStatements(temporary),
  };
  await mkdir(target, { recursive: true });
  const file = join(target, `${VERSION}.json.gz`);
  await writeFile(file, gzipSync(JSON.stringify(fixture), { level: 9 }));
  const { sqlite, pg } = fixture.statements;
  process.stdout.write(`${file}: ${sqlite.length} and ${pg.length} statements\n`);
} finally {
  await rm(temporary, { recursive: true, force: true });
}

function migrationsOf(dialect: 'sqlite' | 'pg'): { time: number; hash: string }[] {
  return knownMigrations(dialect).map(({ folderMillis, hash }) => ({ time: folderMillis, hash }));
}

async function seededRows(dataDir: string): Promise<Record<string, unknown[]>> {
  await mkdir(dataDir, { recursive: true });
  const env = readEnv({ DATA_DIR: dataDir });
  await migrate(env);
  await seedStudio(dataDir);
  const db = await openDatabase(env);
  try {
    const rows: Record<string, unknown[]> = {};
    for (const name of tableNames()) rows[name] = await Array.fromAsync(readTable(db, name));
    return rows;
  } finally {
    await db.close();
  }
}

async function recordedStatements(folder: string): Promise<{ sqlite: string[]; pg: string[] }> {
  const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');
  const run = spawnSync(process.execPath, [vitest, 'run', '--project', 'db'], {
    cwd: root,
    env: { ...process.env, RECORD_STATEMENTS: folder },
    stdio: 'inherit',
  });
  if (run.status !== 0) process.stderr.write('Some tests failed; the statements of the others are kept.\n');
  const found = { sqlite: new Map<string, string>(), pg: new Map<string, string>() };
  for (const name of await readdir(folder)) {
    const dialect = name.startsWith('sqlite-') ? 'sqlite' : 'pg';
    if (!name.endsWith('.jsonl')) continue;
    for (const line of (await readFile(join(folder, name), 'utf8')).trim().split('\n')) {
      const text = String(JSON.parse(line));
      // Lists of other lengths are the same statement.
      const key = text.replaceAll(/\$\d+/g, '?').replaceAll(/\((\?|default|null)(, (\?|default|null))*\)(, )?/g, '()');
      const known = found[dialect].get(key);
      if (known === undefined || text.length < known.length) found[dialect].set(key, text);
    }
  }
  return { sqlite: [...found.sqlite.values()].sort(), pg: [...found.pg.values()].sort() };
}

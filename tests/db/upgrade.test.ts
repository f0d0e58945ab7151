import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { openDatabase } from '#db/client.ts';
import { listCopies } from '#db/drivers/sqlite-copies.ts';
import { knownMigrations, migrate } from '#db/migrate.ts';
import { hasPendingMigrations } from '#db/pending.ts';
import { databaseTarget } from '#db/target.ts';
import { readTable, tableNames, type WholeRow } from '#db/whole-tables.ts';
import { describeEachDatabase } from '#tests/helpers/databases.ts';
import { connectRaw, installRelease, readReleaseFixtures } from '#tests/helpers/release-fixture.ts';
import { migrationsFolder, migrationsUpTo } from './migrations-folder.ts';
import { storeEpisode } from './rows.ts';

const fixtures = await readReleaseFixtures();

describeEachDatabase('upgrade', (getDb, context) => {
  const { dialect } = context;

  async function copies(): Promise<string[]> {
    const target = databaseTarget(context.env().databaseUrl);
    if (target.dialect === 'sqlite') return listCopies(target.file);
    const raw = await connectRaw(context.env());
    const rows = await raw.run("select nspname from pg_namespace where nspname like 'podpromo_before_%' order by 1");
    await raw.close();
    return rows.map((row) => String(row.nspname));
  }

  test.each(fixtures)('from $release: every row stays, and the statements of $release still run', async (fixture) => {
    const last = fixture.migrations[dialect].at(-1)?.time ?? 0;
    const env = await context.create({ migrated: false });
    await installRelease(env, dialect, fixture, await migrationsUpTo(dialect, last));
    await migrate(env);
    expect(await hasPendingMigrations(env)).toBe(false);
    const db = await openDatabase(env);
    try {
      for (const name of tableNames()) {
        const rows: WholeRow[] = await Array.fromAsync(readTable(db, name));
        expect(rows, name).toMatchObject(fixture.rows[name] ?? []);
      }
    } finally {
      await db.close();
    }
    const raw = await connectRaw(env);
    const broken: string[] = [];
    for (const statement of fixture.statements[dialect]) {
      await raw.check(statement).catch((error: unknown) => broken.push(`${String(error)}: ${statement}`));
    }
    await raw.close();
    expect(fixture.statements[dialect].length).toBeGreaterThan(100);
    expect(broken).toEqual([]);
  });

  test('a copy of before stays with every migration, the newest three', async () => {
    const id = await storeEpisode(getDb());
    expect(await copies()).toEqual([]);
    const extra: Record<string, string> = {};
    for (const step of [1, 2, 3, 4, 5]) {
      extra[`step_${step}`] = `create table "invented_${step}" ("id" text)`;
      await migrate(context.env(), { folder: await migrationsFolder(dialect, extra), release: `0.${step}.0` });
      await migrate(context.env(), { folder: await migrationsFolder(dialect, extra), release: `0.${step}.0` });
    }
    const kept = await copies();
    expect(kept.map((name) => /before[-_]\d.(\d)/.exec(name)?.[1])).toEqual(['3', '4', '5']);
    if (dialect === 'pg') {
      const raw = await connectRaw(context.env());
      expect(await raw.run(`select id from "${kept[0]}".episodes`)).toEqual([{ id }]);
      expect(await raw.run(`select to_regclass('"${kept[0]}".invented_3') as there`)).toEqual([{ there: null }]);
      await raw.close();
      return;
    }
    const raw = await connectRaw({ ...context.env(), databaseUrl: `file:${kept[0]}` });
    expect(await raw.run('select id from episodes')).toEqual([{ id }]);
    await expect(raw.check('select * from invented_3')).rejects.toThrow('no such table');
    await raw.close();
  });

  test('a new database leaves no copy', async () => {
    const env = await context.create({ migrated: false });
    await migrate(env);
    const target = databaseTarget(env.databaseUrl);
    if (target.dialect === 'sqlite') {
      expect(existsSync(target.file)).toBe(true);
      expect(await listCopies(target.file)).toEqual([]);
    } else {
      const raw = await connectRaw(env);
      expect(await raw.run("select 1 from pg_namespace where nspname like 'podpromo_before_%'")).toEqual([]);
      await raw.close();
    }
  });
});

test.each(fixtures)('the migrations of $release are as they were released', ({ migrations }) => {
  for (const dialect of ['sqlite', 'pg'] as const) {
    const now = knownMigrations(dialect).map(({ folderMillis, hash }) => ({ time: folderMillis, hash }));
    expect(now.slice(0, migrations[dialect].length)).toEqual(migrations[dialect]);
  }
});

test('migrations since the first release only add, so that the release before still runs', () => {
  const released = fixtures[0]?.migrations ?? { sqlite: [], pg: [] };
  for (const dialect of ['sqlite', 'pg'] as const) {
    const statements = knownMigrations(dialect)
      .slice(released[dialect].length)
      .flatMap((migration) => migration.sql);
    expect(statements.filter(takesAway)).toEqual([]);
  }
});

test.each([
  'ALTER TABLE "a" DROP COLUMN "b"',
  'DROP TABLE `a`',
  'ALTER TABLE "a" RENAME COLUMN "b" TO "c"',
  'ALTER TABLE `a` ADD `b` text NOT NULL',
  'ALTER TABLE "a" ADD COLUMN "b" text NOT NULL',
  'ALTER TABLE "a" ALTER COLUMN "b" SET NOT NULL',
  'ALTER TABLE "a" ALTER COLUMN "b" SET DATA TYPE bigint',
  'INSERT INTO `__new_a`("id") SELECT "id" FROM `a`',
])('%s is no addition', (statement) => {
  expect(takesAway(statement)).toBe(true);
});

test.each([
  'CREATE TABLE `a` (\n\t`b` text NOT NULL\n)',
  "ALTER TABLE `a` ADD `b` text DEFAULT 'x' NOT NULL",
  'ALTER TABLE "a" ADD COLUMN "b" text',
  'DROP INDEX "a_idx"',
])('%s is an addition', (statement) => {
  expect(takesAway(statement)).toBe(false);
});

/** Whether the statement takes away what the release before uses, or demands what it does not give. */
function takesAway(statement: string): boolean {
  const text = statement.trim();
  // Which of them a statement needs (ON CONFLICT) is known by running them.
  if (/^DROP INDEX\b/i.test(text)) return false;
  if (/\b(DROP|RENAME|SET NOT NULL|SET DATA TYPE)\b|__new_/i.test(text)) return true;
  return /^ALTER TABLE\b.*\bADD\b.*\bNOT NULL\b/is.test(text) && !/\bDEFAULT\b/i.test(text);
}

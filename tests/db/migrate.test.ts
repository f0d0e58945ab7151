import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { execa } from 'execa';
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '#db/client.ts';
import { knownMigrations, MigrationError, migrate, pendingMigrations } from '#db/migrate.ts';
import { getEpisode, listEpisodes } from '#db/repositories/episodes.ts';
import { describeEachDatabase, sqliteSource } from '#tests/helpers/databases.ts';
import { migrationsFolder } from './migrations-folder.ts';
import { storeClip, storeEpisode } from './rows.ts';

const root = dirname(dirname(import.meta.dirname));

describeEachDatabase('migrate', (getDb, context) => {
  test('a second run changes nothing', async () => {
    const id = await storeEpisode(getDb());
    await migrate(context.env());
    await migrate(context.env());
    expect(await getEpisode(getDb(), id)).not.toBeNull();
  });

  test('processes that start at the same moment wait for the one that migrates', async () => {
    const env = await context.create({ migrated: false });
    const script = join(root, 'scripts', 'db-migrate.ts');
    const options = { env: { DATABASE_URL: env.databaseUrl }, all: true, reject: false, timeout: 60_000 } as const;
    const runs = await Promise.all([1, 2, 3, 4].map(() => execa(process.execPath, [script], options)));
    expect(runs.map((run) => `${run.exitCode} ${run.all}`)).toEqual(Array(4).fill('0 The database is up to date.'));
    expect(await listEpisodes(await context.open(env))).toEqual([]);
  });

  test('the release before runs on what a newer one made; only what is too old is refused, in one sentence', async () => {
    const folder = await migrationsFolder(context.dialect, { newer: 'create table "invented" ("id" text)' });
    const newer = { folder, release: '0.9.0', oldestRelease: '0.8.0' };
    await migrate(context.env(), newer);
    await migrate(context.env(), { release: '0.8.3' });
    await expect(migrate(context.env(), { release: '0.7.9' })).rejects.toThrow(MigrationError);
    await expect(migrate(context.env(), { release: '0.7.9' })).rejects.toThrow(
      'made by PodPromo 0.9.0, and needs 0.8.0 or newer; this is 0.7.9. Start that version, or restore a backup',
    );
    // What the release before stored in passing changes nothing of that.
    await expect(migrate(context.env(), { release: '0.7.9' })).rejects.toThrow('made by PodPromo 0.9.0');
    await migrate(context.env(), newer);
  });

  test('a migration that fails half-way leaves nothing behind', async () => {
    const folder = await migrationsFolder(context.dialect, {
      broken: 'create table "invented" ("id" text);\n--> statement-breakpoint\ncreate table "invented" ("id" text)',
    });
    await expect(migrate(context.env(), { folder })).rejects.toThrow();
    const better = await migrationsFolder(context.dialect, { broken: 'create table "invented" ("id" text)' });
    await migrate(context.env(), { folder: better });
  });
});

test('only what is missing runs, in order', () => {
  const known = knownMigrations('sqlite')
    .slice(0, 1)
    .flatMap((first) => [1, 2, 3].map((step) => ({ ...first, folderMillis: step, hash: `${step}` })));
  const times = (applied: number[]) =>
    pendingMigrations(known, { applied, releases: null }).map((migration) => migration.folderMillis);
  expect([times([]), times([1]), times([2, 1]), times([1, 2, 3])]).toEqual([[1, 2, 3], [2, 3], [3], []]);
  expect(() => times([1, 2, 3, 4])).toThrow('newer version');
});

test('a migration of SQLite that drops and rebuilds a table keeps the rows that refer to it', async () => {
  const source = await sqliteSource();
  onTestFinished(source.dispose);
  const env = await source.create();
  const before = await openDatabase(env);
  const clipId = await storeClip(before, await storeEpisode(before));
  await before.close();
  const rebuild = [
    'PRAGMA foreign_keys=OFF',
    'create table "new_episodes" as select * from "episodes"',
    'drop table "episodes"',
    'create table "episodes" ("id" text primary key)',
    'insert into "episodes" select "id" from "new_episodes"',
  ].join(';\n--> statement-breakpoint\n');
  await migrate(env, { folder: await migrationsFolder('sqlite', { rebuild }) });
  const db = await openDatabase(env);
  const { clips } = db.tables;
  expect(await db.orm.select({ id: clips.id }).from(clips)).toEqual([{ id: clipId }]);
  await db.close();
});

test.each(['sqlite', 'pg'])('the committed migrations of %s are those of the schema', async (dialect) => {
  const dir = await mkdtemp(join(tmpdir(), 'podpromo-migrations-'));
  try {
    const out = join(dir, dialect);
    await cp(join(root, 'drizzle', dialect), out, { recursive: true });
    const before = await readdir(out);
    const require = createRequire(import.meta.url);
    const kit = join(dirname(require.resolve('drizzle-kit')), 'bin.cjs');
    const options = { cwd: root, env: { DIALECT: dialect, DRIZZLE_OUT: relative(root, out) }, timeout: 60_000 };
    const { stdout } = await execa(process.execPath, [kit, 'generate'], options);
    expect(stdout).toContain('No schema changes');
    expect(await readdir(out)).toEqual(before);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
});

test('a missing server is told as that, not as a failed query', async () => {
  const env = { databaseUrl: 'postgres://127.0.0.1:1/none', databasePoolSize: 1, sqlEcho: false };
  await expect(migrate(env)).rejects.toMatchObject({ code: 'database_unavailable' });
  const db = await openDatabase(env);
  await expect(db.ping()).rejects.toMatchObject({ code: 'database_unavailable' });
  await expect(getEpisode(db, 'nobody')).rejects.toMatchObject({ code: 'database_unavailable' });
  await db.close();
});

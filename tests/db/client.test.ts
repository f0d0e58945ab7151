import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { eq } from 'drizzle-orm';
import { execa } from 'execa';
import { expect, onTestFinished, test } from 'vitest';
import { atomic } from '#db/atomic.ts';
import { type DatabaseEnv, openDatabase } from '#db/client.ts';
import { connectSqlite } from '#db/drivers/sqlite.ts';
import { migrate } from '#db/migrate.ts';
import { getEpisode, insertEpisodeStatement, listEpisodes } from '#db/repositories/episodes.ts';
import { databaseTarget } from '#db/target.ts';
import { describeEachDatabase } from '#tests/helpers/databases.ts';
import { listeningLogger } from './listening-logger.ts';
import { episode, storeEpisode } from './rows.ts';

const envOf = (databaseUrl: string): DatabaseEnv => ({ databaseUrl, databasePoolSize: 2, sqlEcho: false });

async function temporaryFolder(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'podpromo-client-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  return dir;
}

test.each([
  ['file:/data/a b%20.db', '/data/a b%20.db'],
  ['file:a.db', resolve('a.db')],
  ['file:./a.db', resolve('a.db')],
  ['file:///data/a%20b.db', '/data/a b.db'],
  ['sqlite:///a.db', resolve('a.db')],
  ['sqlite:///./a.db', resolve('a.db')],
  ['sqlite:////data/a.db', '/data/a.db'],
])('%s is the SQLite file %s', (url, file) => {
  expect(databaseTarget(url)).toEqual({ dialect: 'sqlite', file });
});

test('servers are told by both spellings; anything else, or memory, is refused by name', () => {
  expect(databaseTarget('postgres://a/b').dialect).toBe('pg');
  expect(databaseTarget('postgresql://a/b').dialect).toBe('pg');
  for (const url of ['mysql://a/b', 'file:', 'file::memory:', 'sqlite:///:memory:', 'sqlite://a.db']) {
    expect(() => databaseTarget(url)).toThrow('DATABASE_URL');
  }
});

test('a SQLite file is made with its folder, with a write-ahead log, full syncs and foreign keys', async () => {
  const dir = await temporaryFolder();
  const file = join(dir, 'not', 'there', 'x.db');
  const client = await connectSqlite(file);
  const pragmas = ['journal_mode', 'synchronous', 'foreign_keys', 'busy_timeout'];
  expect(pragmas.map((name) => client.pragma(name, { simple: true }))).toEqual(['wal', 2, 1, 5000]);
  client.close();
  expect(await readdir(join(dir, 'not', 'there'))).toEqual(['x.db']);
});

test('a SQLite file where there can be none is a clear error', async () => {
  const dir = await temporaryFolder();
  await expect(openDatabase(envOf(`file:${dir}`))).rejects.toMatchObject({ code: 'database_unavailable' });
});

test.each([
  ['sqlite', 'better-sqlite3', 'pg'],
  ['pg', 'pg', 'better-sqlite3'],
] as const)('for %s only the driver %s is loaded, not %s', async (dialect, loaded, absent) => {
  const url = dialect === 'pg' ? 'postgres://127.0.0.1:1/x' : `file:${join(await temporaryFolder(), 'x.db')}`;
  const script = `
    const { openDatabase } = await import('#db/client.ts');
    const { createRequire } = await import('node:module');
    const db = await openDatabase({ databaseUrl: process.argv[1], databasePoolSize: 1, sqlEcho: false });
    await db.close();
    const loaded = Object.keys(createRequire(process.cwd() + '/x').cache);
    const has = (name) => loaded.some((path) => path.includes('/node_modules/' + name + '/'));
    process.stdout.write(JSON.stringify([has('${loaded}'), has('${absent}')]));`;
  const { stdout } = await execa(process.execPath, ['--input-type=module', '-e', script, url]);
  expect(JSON.parse(stdout)).toEqual([true, false]);
});

describeEachDatabase('client', (getDb, context) => {
  test('answers a ping', async () => {
    await expect(getDb().ping()).resolves.toBeUndefined();
  });

  test('SQL_ECHO logs the text of statements, never their values', async () => {
    const { lines, logger } = listeningLogger();
    const db = await openDatabase({ ...context.env(), sqlEcho: true }, logger);
    await atomic(db, (tx) => [insertEpisodeStatement(tx, episode({ title: 'a secret title' }))]);
    await getEpisode(db, 'a secret id');
    await db.close();
    expect(lines.join('')).toContain('insert into');
    expect(lines.join('')).toMatch(/select .* from \\"episodes\\"/);
    expect(lines.join('')).not.toContain('secret');
  });

  test('a damaged JSON column is an error that names table, column and row', async () => {
    const db = getDb();
    const { episodes } = db.tables;
    const id = await storeEpisode(db);
    await db.orm
      .update(episodes)
      .set({ notes: [{ code: 5 }] })
      .where(eq(episodes.id, id));
    for (const read of [() => getEpisode(db, id), () => listEpisodes(db)]) {
      await expect(read()).rejects.toMatchObject({
        code: 'internal',
        cause: { message: expect.stringContaining(`episodes.notes of row ${id}`) },
      });
    }
  });
});

test('a JSON column of SQLite that is not even JSON is the same error', async () => {
  const file = join(await temporaryFolder(), 'x.db');
  await migrate(envOf(`file:${file}`));
  const db = await openDatabase(envOf(`file:${file}`));
  const id = await storeEpisode(db);
  const client = await connectSqlite(file);
  client.prepare('update episodes set media = ?').run('{"torn":');
  client.close();
  await expect(getEpisode(db, id)).rejects.toMatchObject({
    code: 'internal',
    cause: { message: expect.stringContaining(`episodes.media of row ${id}`) },
  });
  await db.close();
});

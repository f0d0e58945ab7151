import { mkdir, open, readdir, rm, unlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDatabase } from '#db/client.ts';
import { migrate } from '#db/migrate.ts';
import { listEpisodes } from '#db/repositories/episodes.ts';
import { readEnv } from '#lib/server/env.ts';
import { newId } from '#lib/shared/ids.ts';
import { runCli, temporaryFolder } from '#tests/helpers/cli.ts';
import { addAsset, addEpisode } from '#tests/helpers/seed/rows.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let dataDir: string;
beforeEach(async () => {
  folder = await temporaryFolder();
  dataDir = join(folder.dir, 'data');
  await installEpisode();
});
afterEach(() => folder.remove());

const run = (command: 'backup' | 'restore' | 'doctor' | 'clean-up', args: string[] = []) =>
  runCli(command, args, { env: { DATA_DIR: dataDir } });

test('an installation that was wiped is brought back by two commands, and the doctor finds nothing wrong', async () => {
  const backups = join(folder.dir, 'backups');
  const made = await run('backup', [backups]);
  expect(made).toMatchObject({ code: 0, stderr: 'Copying, 100 %' });
  expect(made.stdout).toMatch(/rows, 1 files/);
  await rm(dataDir, { recursive: true });
  expect(await run('restore', [backups])).toMatchObject({ code: 0, stderr: 'Checking the backup, 100 %' });
  expect(await titles()).toEqual(['Kept']);
  const again = await run('restore', [backups]);
  expect(again.code).toBe(2);
  expect(again.stderr).toContain('[restore_not_empty]');
  const health = await run('doctor');
  expect(health).toMatchObject({ code: 0, stderr: '' });
  expect(health.stdout).toContain('every row has its file');
});

test('the doctor tells of files that are gone and of folders that belong to nobody, and removes the latter', async () => {
  const orphan = join(dataDir, 'clips', newId());
  await mkdir(orphan, { recursive: true });
  await utimes(orphan, 1, 1);
  await unlink(sourcePath);
  const before = await run('doctor');
  expect(before.code).toBe(1);
  expect(before.stdout).toMatch(/PROBLEM {2}files: files that rows tell of are gone \(1\): uploads\/\S+\/source\.mp3/);
  expect(before.stdout).toMatch(/warning {2}files: 1 folders belong to no episode/);
  const fixed = await run('doctor', ['--fix']);
  expect(fixed.code).toBe(1);
  expect(fixed.stdout).toContain('removed 1 folders that belong to no episode');
  expect((await run('doctor')).stdout).not.toContain('belong to no episode');
});

test('the clean-up tells first what would go, then removes just that', async () => {
  const orphan = join(dataDir, 'clips', newId());
  await mkdir(orphan, { recursive: true });
  await writeFile(join(orphan, 'clip.mp4'), Buffer.alloc(5000));
  await utimes(orphan, 1, 1);
  const told = await run('clean-up', ['--dry-run']);
  expect(told).toMatchObject({ code: 0, stderr: '' });
  expect(told.stdout).toContain('1 things would go: 5 kB. Nothing was changed.');
  expect(await readdir(orphan)).toEqual(['clip.mp4']);
  expect((await run('clean-up')).stdout).toContain('1 things removed: 5 kB.');
  expect((await run('clean-up', ['--dry-run'])).stdout).toContain('0 things would go');
  expect(await titles()).toEqual(['Kept']);
});

test('a damaged database is told, with what to do', async () => {
  const file = await open(join(dataDir, 'podpromo.db'), 'r+');
  await file.write(Buffer.alloc(8192, 0x5a), 0, 8192, 4096);
  await file.close();
  const health = await run('doctor');
  expect(health.code).toBe(1);
  expect(`${health.stdout}${health.stderr}`).toMatch(/PROBLEM {2}database: .*Restore a backup/);
});

test('wrong usage is one sentence', async () => {
  for (const command of ['backup', 'restore', 'doctor'] as const) {
    const failed = await run(command, ['--wrong']);
    expect(failed.code).toBe(2);
    expect(failed.stderr).toMatch(/^usage: npm run \w+ -- .*$/);
  }
});

let sourcePath: string;

async function installEpisode(): Promise<void> {
  const env = readEnv({ DATA_DIR: dataDir });
  for (const dir of [env.uploadDir, env.transcriptsDir, env.clipsDir, env.outputDir, env.logsDir]) {
    await mkdir(dir, { recursive: true });
  }
  await migrate(env);
  const db = await openDatabase(env);
  try {
    const target = { db, env, now: Date.now() };
    const id = await addEpisode(target, { title: 'Kept' });
    const path = `${id}/source.mp3`;
    await addAsset(target, id, { kind: 'source', root: 'uploads', path, mimeType: 'audio/mpeg', body: 'sound' });
    sourcePath = join(env.uploadDir, path);
  } finally {
    await db.close();
  }
}

async function titles(): Promise<string[]> {
  const db = await openDatabase(readEnv({ DATA_DIR: dataDir }));
  try {
    return (await listEpisodes(db)).map((episode) => episode.title);
  } finally {
    await db.close();
  }
}

import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Database, openDatabase } from '#db/client.ts';
import { saveDefaultBrand } from '#db/repositories/brands.ts';
import { getEpisodeAnywhere, moveToTrash } from '#db/repositories/episodes.ts';
import { putFeedback } from '#db/repositories/feedback.ts';
import { getJob } from '#db/repositories/jobs/get-job.ts';
import { touchWorker } from '#db/repositories/workers.ts';
import { readTable, tableNames, type WholeRow } from '#db/whole-tables.ts';
import { listSnapshots } from '#lib/server/backup/backup-folder.ts';
import { createBackup } from '#lib/server/backup/create-backup.ts';
import { restoreBackup } from '#lib/server/backup/restore-backup.ts';
import { type Env, readEnv } from '#lib/server/env.ts';
import { createLogger } from '#lib/server/logger.ts';
import { assetRootDir, paths } from '#lib/server/paths.ts';
import { newId } from '#lib/shared/ids.ts';
import { PLAIN_BRAND } from '#lib/shared/styles/brand.ts';
import { describeEachDatabase, postgresSource, sqliteSource } from '#tests/helpers/databases.ts';
import { makeTranscript } from '#tests/helpers/seed/content.ts';
import { addAsset, addEpisode, addJob, addTranscript, type Target } from '#tests/helpers/seed/rows.ts';
import { waitFor } from '#tests/helpers/wait.ts';
import { backUpRegularly } from '#workers/back-up.ts';
import { clip, render, storeClip, storeEpisode, storeRender } from './rows.ts';

const logger = createLogger('silent', 'test');

describeEachDatabase('backup and restore', (getDb, database) => {
  let folder: string;
  let env: Env;
  let dir: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'podpromo-backup-'));
    dir = join(folder, 'backups');
    env = { ...readEnv({ DATA_DIR: join(folder, 'data') }), ...database.env() };
  });
  afterEach(() => rm(folder, { recursive: true }));

  /** A new, empty installation of the same or the other dialect. */
  const elsewhere = async (): Promise<Env> => {
    const dataDir = join(folder, `new-${newId()}`);
    return { ...readEnv({ DATA_DIR: dataDir }), ...(await database.create({ migrated: false })) };
  };

  test('everything is there again: every row, every file, no orphan', async () => {
    const { jobId } = await fillStudio({ db: getDb(), env, now: Date.now() });
    const made = await createBackup({ env, logger, dir });
    expect(made).toMatchObject({ files: 4, missing: 0 });
    const target = await elsewhere();
    expect(await restoreBackup({ env: target, logger, dir, replace: false })).toMatchObject({ files: 4 });
    const restored = await database.open(target);
    const before = await allRows(getDb());
    const after = await allRows(restored);
    // What was running when the backup was made waits again.
    expect(await getJob(restored, jobId)).toMatchObject({ status: 'queued', leaseToken: null });
    expect({ ...after, jobs: null }).toEqual({ ...before, jobs: null, workers: [], uploads: [] });
    expect(await allFiles(target)).toEqual(await allFiles(env));
  });

  test('what was in the trash has its days before it again', async () => {
    const id = await storeEpisode(getDb());
    await moveToTrash(getDb(), id, 1000);
    await createBackup({ env, logger, dir });
    const target = await elsewhere();
    const before = Date.now();
    await restoreBackup({ env: target, logger, dir, replace: false });
    const restored = await database.open(target);
    expect((await getEpisodeAnywhere(restored, id))?.trashedAt).toBeGreaterThanOrEqual(before);
  });

  test('a backup of one database can be restored into the other', async () => {
    await fillStudio({ db: getDb(), env, now: Date.now() });
    await createBackup({ env, logger, dir });
    const other = database.dialect === 'sqlite' ? await postgresSource({ shared: true }) : await sqliteSource();
    try {
      const moved = { ...readEnv({ DATA_DIR: join(folder, 'moved') }), ...(await other.create({ migrated: false })) };
      await restoreBackup({ env: moved, logger, dir, replace: false });
      const db = await openDatabase(moved, logger);
      const after = await allRows(db);
      await db.close();
      const before = await allRows(getDb());
      expect({ ...after, jobs: null }).toEqual({ ...before, jobs: null, uploads: [] });
    } finally {
      await other.dispose();
    }
  });

  test('the fonts and logos of brands come along', async () => {
    const id = newId();
    const logo = { id, name: 'logo.png', corner: 'top-right', size: 0.12 } as const;
    await saveDefaultBrand(getDb(), { ...PLAIN_BRAND, logo });
    await mkdir(paths.brandDir(env), { recursive: true });
    await writeFile(join(paths.brandDir(env), `${id}.png`), 'a logo');
    await writeFile(join(paths.brandDir(env), `${newId()}.png`), 'chosen by nobody');
    expect(await createBackup({ env, logger, dir })).toMatchObject({ files: 1, missing: 0 });
    const target = await elsewhere();
    await restoreBackup({ env: target, logger, dir, replace: false });
    expect(await readFile(join(paths.brandDir(target), `${id}.png`), 'utf8')).toBe('a logo');
    await rm(join(paths.brandDir(env), `${id}.png`));
    expect(await createBackup({ env, logger, dir })).toMatchObject({ files: 0, missing: 1 });
  });

  test('a backup holds each content once, and only what is new is copied', async () => {
    const target = { db: getDb(), env, now: Date.now() };
    await fillStudio(target);
    const first = await createBackup({ env, logger, dir });
    const again = await createBackup({ env, logger, dir });
    expect(first.newBytes).toBeGreaterThan(0);
    expect(again.newBytes).toBe(0);
    const episodeId = await addEpisode(target, { title: 'One more' });
    const path = `${episodeId}/source.mp3`;
    await addAsset(target, episodeId, { kind: 'source', root: 'uploads', path, mimeType: 'audio/mpeg', body: 'new' });
    expect((await createBackup({ env, logger, dir, keep: 2 })).newBytes).toBe(3);
    expect(await listSnapshots(dir)).toHaveLength(2);
    await restoreBackup({ env: await elsewhere(), logger, dir, replace: false });
  });

  test('the worker keeps the last ones, and what a killed backup left is removed', async () => {
    await fillStudio({ db: getDb(), env, now: Date.now() });
    const stop = new AbortController();
    const often = { ...env, backupDir: dir, backupIntervalMs: 1, backupKeep: 2 };
    const left = join(dir, 'snapshots', '.20260101T000000000Z.partial');
    await mkdir(left, { recursive: true });
    const kept = backUpRegularly({ env: often, logger, signal: stop.signal, firstMs: 0 });
    const first = await waitFor(async () => (await listSnapshots(dir))[0]);
    await waitFor(async () => !(await listSnapshots(dir)).includes(first ?? ''));
    stop.abort();
    await kept;
    expect((await listSnapshots(dir)).length).toBeLessThanOrEqual(3);
    expect(existsSync(left)).toBe(false);
    await restoreBackup({ env: await elsewhere(), logger, dir, replace: false });
  });

  test('one object that went bad has the restore refused before anything is changed', async () => {
    await fillStudio({ db: getDb(), env, now: Date.now() });
    await createBackup({ env, logger, dir });
    const objects = join(dir, 'objects');
    const [some] = (await readdir(objects, { recursive: true })).filter((name) => name.length > 60);
    await writeFile(join(objects, some ?? ''), 'something else');
    const target = await elsewhere();
    await expect(restoreBackup({ env: target, logger, dir, replace: false })).rejects.toMatchObject({
      code: 'backup_damaged',
    });
    expect(await allFiles(target)).toEqual({});
  });

  test('episodes that are there are only replaced when asked to, and never under a running worker', async () => {
    const db = getDb();
    await fillStudio({ db, env, now: Date.now() });
    await createBackup({ env, logger, dir });
    const before = await allRows(db);
    await touchWorker(db, { id: newId(), pid: 1, startedAt: Date.now(), lastSeenAt: Date.now() });
    const run = (replace: boolean) => restoreBackup({ env, logger, dir, replace });
    await expect(run(true)).rejects.toMatchObject({ code: 'restore_running' });
    await db.orm.delete(db.tables.workers);
    await expect(run(false)).rejects.toMatchObject({ code: 'restore_not_empty' });
    expect(await allRows(db)).toEqual({ ...before, workers: [] });
    await addEpisode({ db, env, now: Date.now() }, { title: 'Younger than the backup' });
    await run(true);
    const after = await allRows(await database.open(env));
    expect(after.episodes).toEqual(before.episodes);
  });

  test('a file that is gone is told, and the rest is taken', async () => {
    await fillStudio({ db: getDb(), env, now: Date.now() });
    const [path] = Object.keys(await allFiles(env)).filter((name) => name.startsWith('clips/'));
    await unlink(join(assetRootDir(env, 'clips'), (path ?? '').slice('clips/'.length)));
    expect(await createBackup({ env, logger, dir })).toMatchObject({ files: 3, missing: 1 });
  });
});

/** An episode with a source, a transcript, a clip that was rendered and rated, a running job, an open upload. */
async function fillStudio(target: Target): Promise<{ jobId: string }> {
  const { db } = target;
  const episodeId = await addEpisode(target, { title: 'Ünïcode ’n all', notes: [{ code: 'a', text: 'b' }] });
  const add = (root: 'uploads' | 'clips', name: string, kind: 'source' | 'clip_video' | 'peaks', body: string) =>
    addAsset(target, episodeId, { kind, root, path: `${episodeId}/${name}`, mimeType: 'audio/mpeg', body });
  await add('uploads', 'source.mp3', 'source', 'sound'.repeat(1000));
  await add('uploads', 'peaks.json', 'peaks', '[0.1]');
  await addTranscript(target, episodeId, makeTranscript(60_000));
  const clipId = await storeClip(db, episodeId, clip(episodeId));
  const video = await add('clips', 'clip.mp4', 'clip_video', 'picture');
  await add('clips', 'again.mp4', 'clip_video', 'picture');
  await storeRender(db, clipId, render(clipId, { status: 'done', videoAssetId: video }));
  await putFeedback(db, clipId, { stars: 4 });
  const now = Date.now();
  const leases = { leaseToken: 'token', leaseOwner: newId(), leaseExpiresAt: now + 60_000 };
  const jobId = await addJob(target, { kind: 'render', status: 'running', episodeId, payload: { a: 1 }, ...leases });
  await db.orm.insert(db.tables.uploads).values({
    ...{ id: newId(), fileName: 'x.mp3', sizeBytes: 5, state: 'open', createdAt: now, updatedAt: now },
  });
  return { jobId };
}

async function allRows(db: Database): Promise<Record<string, WholeRow[]>> {
  const all: Record<string, WholeRow[]> = {};
  for (const name of tableNames()) all[name] = await Array.fromAsync(readTable(db, name));
  return all;
}

async function allFiles(env: Env): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  for (const root of ['uploads', 'clips', 'transcripts', 'output'] as const) {
    const base = assetRootDir(env, root);
    const names = await readdir(base, { recursive: true, withFileTypes: true }).catch(() => []);
    for (const entry of names.filter((name) => name.isFile())) {
      const path = join(entry.parentPath, entry.name);
      files[`${root}/${path.slice(base.length + 1)}`] = await readFile(path, 'utf8');
    }
  }
  return files;
}

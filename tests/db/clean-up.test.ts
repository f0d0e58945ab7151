import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import pino from 'pino';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { atomic } from '#db/atomic.ts';
import { archiveKey, archiveRows } from '#db/repositories/archive.ts';
import { insertAssetStatement, listAssets, totalAssetBytes } from '#db/repositories/assets.ts';
import { updateClip } from '#db/repositories/clip-changes.ts';
import { deleteEpisode, getEpisode, getEpisodeAnywhere, moveToTrash } from '#db/repositories/episodes.ts';
import { enqueueJobStatement } from '#db/repositories/jobs/enqueue.ts';
import { getRender } from '#db/repositories/renders.ts';
import { listStorageLog } from '#db/repositories/storage-log.ts';
import { readUsage, reserveStatement } from '#db/repositories/storage-reservations.ts';
import { takeTurn } from '#db/repositories/turns.ts';
import { createUpload } from '#db/repositories/uploads.ts';
import { type Env, readEnv } from '#lib/server/env.ts';
import { assetPath } from '#lib/server/paths.ts';
import { storageRemovals } from '#lib/server/services/storage/storage-stats.ts';
import { cleanUp, planCleanUp } from '#lib/server/storage/clean-up/run.ts';
import { isRoomEased, isRoomShort } from '#lib/server/storage/pressure.ts';
import { saveRetention } from '#lib/server/storage/retention.ts';
import type { UploadContext } from '#lib/server/uploads/context.ts';
import { sweepUploads } from '#lib/server/uploads/sweep.ts';
import { newId } from '#lib/shared/ids.ts';
import { describeEachDatabase } from '#tests/helpers/databases.ts';
import { asset, storeClip, storeEpisode, storeRender, upload } from './rows.ts';

const DAY = 24 * 3_600_000;
const NOW = Date.now();

describeEachDatabase('clean-up', (getDb, database) => {
  let env: Env;
  let context: UploadContext;
  beforeEach(async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'podpromo-clean-'));
    env = readEnv({ DATA_DIR: dataDir, MAX_STORAGE_GB: '0.001', MIN_FREE_DISK_GB: '0' });
    context = { env, db: getDb(), logger: pino({ level: 'silent' }) };
  });
  afterEach(() => vi.useRealTimers());
  afterEach(() => rm(env.dataDir, { recursive: true, force: true }));

  async function oldFile(path: string, ageMs: number, bytes = 1000) {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, Buffer.alloc(bytes));
    const at = (NOW - ageMs) / 1000;
    await utimes(path, at, at);
    await utimes(dirname(path), at, at);
  }

  /** An episode with its source and one rendered clip. */
  async function episodeWithClip({ ageDays = 0, kept = false, bytes = 100_000, source = true } = {}) {
    const db = getDb();
    const id = await storeEpisode(db, { state: 'ready', title: `of ${ageDays} days` });
    const clipId = await storeClip(db, id);
    const videoAssetId = newId();
    const finishedAt = NOW - ageDays * DAY;
    const renderId = await storeRender(db, clipId, { status: 'done', finishedAt, videoAssetId });
    const path = `${id}/${renderId}/clip.mp4`;
    const video = asset(id, { id: videoAssetId, kind: 'clip_video', root: 'clips', path, sizeBytes: bytes });
    await atomic(db, (tx) => [
      insertAssetStatement(tx, video),
      ...(source ? [insertAssetStatement(tx, asset(id, { sizeBytes: 10 }))] : []),
    ]);
    await oldFile(join(env.clipsDir, path), 0, bytes);
    if (kept) await updateClip(db, clipId, { keptAt: NOW });
    return { id, clipId, renderId, videoAssetId };
  }
  const reasons = async (trigger: 'interval' | 'pressure' | 'person') =>
    (await planCleanUp(context, { trigger, now: NOW })).items.map((item) => item.reason);

  test('goes in the order that a person would choose; the dry run changes nothing and tells the same', async () => {
    const { id: oldId } = await episodeWithClip({ ageDays: 40 });
    const trashed = await storeEpisode(getDb(), { title: 'Thrown away' });
    await moveToTrash(getDb(), trashed, NOW - 8 * DAY);
    const abandoned = await createUpload(getDb(), upload({ sizeBytes: 5000, updatedAt: NOW - 8 * DAY }));
    await oldFile(join(env.uploadDir, '.tus', abandoned.id), 8 * DAY);
    await oldFile(join(env.uploadDir, newId(), 'source.mp3'), DAY);
    await oldFile(join(env.transcriptsDir, oldId, 'chunks', 'sound.pcm'), DAY);

    const before = (await readdir(env.dataDir, { recursive: true })).sort();
    const plan = await planCleanUp(context, { trigger: 'person', now: NOW });
    expect(plan.items.map((item) => item.reason)).toEqual([
      'abandoned_upload',
      'orphan',
      'cache',
      'trash_expired',
      'old_render',
    ]);
    expect(plan.bytes).toBe(103_000);
    expect((await readdir(env.dataDir, { recursive: true })).sort()).toEqual(before);
    expect(await listStorageLog(getDb(), 10)).toEqual([]);

    expect(await cleanUp(context, { trigger: 'person', now: NOW })).toEqual({ items: 5, bytes: 103_000 });
    expect(await getEpisodeAnywhere(getDb(), trashed)).toBeNull();
    const log = await listStorageLog(getDb(), 10);
    expect(log.map((entry) => entry.reason).sort()).toEqual(plan.items.map((item) => item.reason).sort());
    expect(log.find((entry) => entry.reason === 'old_render')).toMatchObject({
      trigger: 'person',
      episodeId: oldId,
      title: 'of 40 days',
      files: 1,
      bytes: 100_000,
      at: NOW,
    });
    expect((await planCleanUp(context, { trigger: 'person', now: NOW })).items).toEqual([]);
    const { trashEpisodes, removed } = await storageRemovals(getDb(), env);
    expect(trashEpisodes).toBe(0);
    expect(removed).toContainEqual({ reason: 'old_render', bytes: 100_000 });
  });

  test('what an archiving that was killed and an import that was cut off left goes, and nothing younger', async () => {
    const { id } = await episodeWithClip();
    const loose = join(env.uploadDir, id, 'source.wav');
    const cut = join(env.uploadDir, '.imports', newId(), 'given.zip');
    await oldFile(loose, 2 * 3_600_000);
    // The rows tell of another file, which is not there: the loose one may be the last copy.
    expect(await reasons('interval')).toEqual([]);
    const [source] = await listAssets(getDb(), id, 'source');
    if (!source) throw new Error('there is no source');
    await oldFile(assetPath(env, source), 0);
    await oldFile(loose, 2 * 3_600_000);
    await oldFile(cut, 2 * 3_600_000);
    // One that takes long renews its promise; of the other one the process was killed.
    const long = newId();
    await oldFile(join(env.uploadDir, '.imports', long, 'given.zip'), 9 * 3_600_000);
    for (const id of [long, basename(dirname(cut))]) {
      const createdAt = Date.now() - (id === long ? 60_000 : 660_000);
      await atomic(getDb(), (tx) => [
        reserveStatement(tx, { id, holder: 'import', episodeId: id, bytes: 1000, createdAt }),
      ]);
    }
    expect((await readUsage(getDb())).reservedBytes).toBe(1000);
    await oldFile(join(env.uploadDir, id, 'archive.m4a'), 60_000);
    await oldFile(join(env.uploadDir, id, 'artwork.jpg'), DAY);
    await oldFile(join(env.uploadDir, '.imports', newId(), 'given.zip'), 1_800_000);
    expect(await reasons('interval')).toEqual(['orphan', 'orphan']);
    await cleanUp(context, { trigger: 'interval', now: NOW });
    const sourceName = basename(source.path);
    expect((await readdir(join(env.uploadDir, id))).sort()).toEqual(['archive.m4a', 'artwork.jpg', sourceName].sort());
    const imports = await readdir(join(env.uploadDir, '.imports'));
    expect([imports.length, imports.includes(long)]).toEqual([2, true]);
  });

  test('after the clock leapt by weeks nothing goes for good before the machine has run for six hours', async () => {
    const trashed = await storeEpisode(getDb(), { title: 'Thrown away' });
    await moveToTrash(getDb(), trashed, NOW);
    const unfinished = await createUpload(getDb(), upload({ sizeBytes: 5000, updatedAt: NOW }));
    await oldFile(join(env.uploadDir, '.tus', unfinished.id), 0);
    const removedAfter = async (hours: number) => {
      vi.useFakeTimers({ toFake: ['Date'], now: NOW + 60 * DAY + hours * 3_600_000 });
      const { removed } = await sweepUploads(getDb(), env, context.logger);
      return removed + (await cleanUp(context, { trigger: 'interval' })).items;
    };
    expect((await cleanUp(context, { trigger: 'interval' })).items).toBe(0);
    for (const hours of [0, 3, 5.9]) expect(await removedAfter(hours)).toBe(0);
    expect(await removedAfter(6.1)).toBe(2);
    expect(await getEpisodeAnywhere(getDb(), trashed)).toBeNull();
  });

  test('what is kept for other renders goes after a month, and after an hour where somebody asks for room', async () => {
    const { id } = await episodeWithClip();
    await oldFile(join(env.clipsDir, id, 'looks', 'a.json'), 31 * DAY);
    await oldFile(join(env.clipsDir, id, 'sounds', 'a.m4a'), 31 * DAY);
    expect(await reasons('interval')).toEqual(['cache', 'cache']);
    await cleanUp(context, { trigger: 'interval', now: NOW });
    expect(await readdir(join(env.clipsDir, id))).toHaveLength(1);
    await oldFile(join(env.clipsDir, id, 'sounds', 'b.m4a'), 2 * 3_600_000);
    expect(await reasons('interval')).toEqual([]);
    expect(await reasons('person')).toContain('cache');
  });

  test('by the clock nothing goes that somebody worked for, unless a rule says so', async () => {
    const { renderId } = await episodeWithClip({ ageDays: 400 });
    expect(await reasons('interval')).toEqual([]);
    await saveRetention(getDb(), { rendersDays: 401 });
    expect(await reasons('interval')).toEqual([]);
    await saveRetention(getDb(), { rendersDays: 399 });
    await cleanUp(context, { trigger: 'interval', now: NOW });
    expect(await getRender(getDb(), renderId)).toBeNull();
    expect(await totalAssetBytes(getDb())).toBe(10);
  });

  test('never a kept clip, one that cannot be made again, one of an episode at work, or one in the trash', async () => {
    await episodeWithClip({ ageDays: 90, kept: true });
    await episodeWithClip({ ageDays: 90, source: false });
    const busy = await episodeWithClip({ ageDays: 90 });
    await atomic(getDb(), (tx) => [enqueueJobStatement(tx, { kind: 'render', episodeId: busy.id, payload: {} })]);
    const trashed = await episodeWithClip({ ageDays: 90 });
    await moveToTrash(getDb(), trashed.id, NOW);
    expect(await reasons('pressure')).toEqual([]);
    expect(await cleanUp(context, { trigger: 'pressure', now: NOW })).toEqual({ items: 0, bytes: 0 });
  });

  test('what a person brings back while it is cleaned up stays: from the trash, an upload, a source', async () => {
    const trashed = await storeEpisode(getDb());
    await moveToTrash(getDb(), trashed, NOW - 30 * DAY);
    expect(await deleteEpisode(getDb(), trashed, NOW)).toBe(false);
    const abandoned = await createUpload(getDb(), upload({ sizeBytes: 5000, updatedAt: NOW - 8 * DAY }));
    const part = join(env.uploadDir, '.tus', abandoned.id);
    await oldFile(part, 8 * DAY);
    const { id } = await episodeWithClip();
    const [source] = await listAssets(getDb(), id, 'source');
    if (!source) throw new Error('there is no source');
    await oldFile(assetPath(env, source), 0);
    const loose = join(env.uploadDir, id, 'source.wav');
    await oldFile(loose, DAY);
    expect(await reasons('interval')).toEqual(['abandoned_upload', 'orphan', 'trash_expired']);
    const enough = async () => {
      await writeFile(part, Buffer.alloc(2000));
      await atomic(getDb(), (tx) => [insertAssetStatement(tx, asset(id, { path: `${id}/source.wav` }))]).catch(
        () => null,
      );
      await moveToTrash(getDb(), trashed, null);
      return false;
    };
    expect(await cleanUp(context, { trigger: 'interval', now: NOW, enough })).toEqual({ items: 0, bytes: 0 });
    expect((await readdir(join(env.uploadDir, id))).sort()).toContain('source.wav');
    expect(await readdir(join(env.uploadDir, '.tus'))).toEqual([abandoned.id]);
    expect(await getEpisode(getDb(), trashed)).not.toBeNull();
  });

  test('files of episodes that an emptied or older database does not know go only where a person asks for it', async () => {
    const id = newId();
    await oldFile(join(env.uploadDir, id, 'source.mp3'), DAY);
    await oldFile(join(env.clipsDir, id, newId(), 'clip.mp4'), DAY);
    expect(await reasons('interval')).toEqual([]);
    expect(await reasons('pressure')).toEqual([]);
    expect(await reasons('person')).toEqual(['orphan']);
    await storeEpisode(getDb());
    expect(await reasons('interval')).toEqual(['orphan']);
    for (const _ of [1, 2, 3]) await oldFile(join(env.clipsDir, newId(), 'clip.mp4'), DAY);
    expect(await reasons('interval')).toEqual([]);
  });

  test('no clip goes whose episode is about to lose its source', async () => {
    const waiting = await episodeWithClip({ ageDays: 90 });
    const payload = { episodeId: waiting.id };
    const job = { kind: 'archive', episodeId: null, payload, dedupeKey: archiveKey(waiting.id) } as const;
    await atomic(getDb(), (tx) => [enqueueJobStatement(tx, job)]);
    expect(await reasons('person')).toEqual([]);
    const { id, renderId } = await episodeWithClip({ ageDays: 90 });
    const sound = asset(id, { kind: 'archive', path: `${id}/archive.m4a` });
    const enough = async () => {
      await archiveRows(getDb(), sound);
      return false;
    };
    expect((await cleanUp(context, { trigger: 'person', now: NOW, enough })).items).toBe(0);
    expect(await getRender(getDb(), renderId)).not.toBeNull();
  });

  test('a clip that was kept after the plan was made stays', async () => {
    const { clipId, renderId } = await episodeWithClip({ ageDays: 90 });
    const enough = async () => {
      await updateClip(getDb(), clipId, { keptAt: NOW });
      return false;
    };
    expect((await cleanUp(context, { trigger: 'person', now: NOW, enough })).items).toBe(0);
    expect(await getRender(getDb(), renderId)).not.toBeNull();
  });

  test('where room is short the oldest clips go, and only until there is enough', async () => {
    const ages = [100, 90, 80, 70, 60, 50, 40, 35, 32, 31];
    const made = [];
    for (const ageDays of ages) made.push(await episodeWithClip({ ageDays }));
    expect(await isRoomShort(context)).toBe(true);
    await cleanUp(context, { trigger: 'pressure', now: NOW, enough: () => isRoomEased(context) });
    expect(await isRoomShort(context)).toBe(false);
    const left = await Promise.all(made.map(async ({ renderId }) => (await getRender(getDb(), renderId)) !== null));
    // 1 MB is the limit, 0.8 the aim; each clip is 100 kB and each source 10 bytes.
    expect(left).toEqual(ages.map((_age, index) => index > 2));
  });

  test('clips that were rendered anew after the plan was made stay', async () => {
    const first = await episodeWithClip({ ageDays: 90 });
    const second = await episodeWithClip({ ageDays: 80 });
    let asked = 0;
    const enough = async () => {
      asked += 1;
      if (asked === 1) {
        const { renders } = getDb().tables;
        await getDb().orm.update(renders).set({ finishedAt: NOW });
      }
      return false;
    };
    await cleanUp(context, { trigger: 'person', now: NOW, enough });
    expect(asked).toBe(2);
    expect(await getRender(getDb(), first.renderId)).not.toBeNull();
    expect(await getRender(getDb(), second.renderId)).not.toBeNull();
  });

  test('of several workers one takes the turn', async () => {
    const connections = [getDb(), await database.open(), await database.open()];
    const take = (now: number) => Promise.all(connections.map((db) => takeTurn(db, 'clean-up', 1000, now)));
    expect((await take(5000)).filter(Boolean)).toHaveLength(1);
    expect((await take(5999)).filter(Boolean)).toHaveLength(0);
    expect((await take(6000)).filter(Boolean)).toHaveLength(1);
    expect((await take(4000)).filter(Boolean)).toHaveLength(1);
  });
});

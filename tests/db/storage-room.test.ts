import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { atomic } from '#db/atomic.ts';
import { insertAssetStatement } from '#db/repositories/assets.ts';
import { deleteEpisode, updateEpisode } from '#db/repositories/episodes.ts';
import { enqueueJobStatement } from '#db/repositories/jobs/enqueue.ts';
import { readUsage, removeDeadReservations, renewReservation } from '#db/repositories/storage-reservations.ts';
import { type Env, readEnv } from '#lib/server/env.ts';
import { withImportPlace } from '#lib/server/services/storage/import-place.ts';
import { reserveForJob, watchRoom } from '#lib/server/storage/room.ts';
import { createUploadRow } from '#lib/server/uploads/create.ts';
import { removeUpload } from '#lib/server/uploads/remove.ts';
import { newId } from '#lib/shared/ids.ts';
import { describeEachDatabase } from '#tests/helpers/databases.ts';
import { waitFor } from '#tests/helpers/wait.ts';
import { asset, storeEpisode } from './rows.ts';

const MB = 1_000_000;
const GB = 1_000_000_000;
const disk = vi.hoisted(() => ({ freeBytes: 100_000_000_000 }));
// A disk of the size that the test needs; a real one cannot be made without rights that tests lack.
vi.mock('#lib/server/storage/disk.ts', () => ({ freeDiskBytes: async () => disk.freeBytes }));

describeEachDatabase('room on the disk', (getDb, context) => {
  let env: Env;
  beforeEach(async () => {
    disk.freeBytes = 100 * GB;
    const dataDir = await mkdtemp(join(tmpdir(), 'podpromo-room-'));
    env = readEnv({ DATA_DIR: dataDir, MAX_STORAGE_GB: '1', MIN_FREE_DISK_GB: '2' });
  });
  afterEach(() => rm(env.dataDir, { recursive: true, force: true }));

  const logger = pino({ level: 'silent' });
  const create = async (sizeBytes: number, db = getDb(), filename = 'a.wav') => {
    const id = newId();
    await createUploadRow({ env, db, logger }, { id, sizeBytes, metadata: { filename } });
    return id;
  };
  const codesOf = (results: PromiseSettledResult<unknown>[]) =>
    results.map((result) => (result.status === 'fulfilled' ? 'taken' : result.reason.code)).sort();
  const fill = async (bytes: number) => {
    const id = await storeEpisode(getDb(), { state: 'ready' });
    await atomic(getDb(), (tx) => [insertAssetStatement(tx, asset(id, { sizeBytes: bytes }))]);
    return id;
  };
  const runningJob = async (episodeId: string) => {
    const [rows] = await atomic(getDb(), (tx) => [enqueueJobStatement(tx, { kind: 'render', episodeId, payload: {} })]);
    const id = String(rows[0]?.id);
    const { jobs } = getDb().tables;
    await getDb().orm.update(jobs).set({ status: 'running' });
    return id;
  };

  test('20 uploads and jobs at once at 95 %, over several connections: never over, what is refused leaves nothing', async () => {
    const episodeId = await fill(0.95 * GB);
    const connections = [getDb(), await context.open(), await context.open(), await context.open()];
    const job = { id: await runningJob(episodeId), episodeId };
    const [promised, ...uploads] = await Promise.allSettled([
      reserveForJob(getDb(), env, job, 10 * MB),
      ...Array.from({ length: 20 }, (_, index) => create(5 * MB, connections[index % 4])),
    ]);
    const usage = await readUsage(getDb());
    expect(usage.assetBytes + usage.openBytes + usage.reservedBytes).toBeLessThanOrEqual(GB);
    // A WAV file of 5 MB takes 11 MB with what the work on it writes: of 50 MB four fit, three beside the job's.
    const taken = codesOf(uploads).filter((code) => code === 'taken').length;
    expect(taken).toBe(promised?.status === 'fulfilled' ? 3 : 4);
    expect(new Set(codesOf(uploads))).toEqual(new Set(['taken', 'storage_quota_exceeded']));
    expect(usage.openUploads).toBe(taken);
    const { storageReservations } = getDb().tables;
    const rows = await getDb().orm.select().from(storageReservations);
    expect(rows.filter((row) => row.holder === 'episode')).toHaveLength(taken);
    expect(await readdir(env.dataDir)).toEqual([]);
  });

  test('says how much it needs and how much is left', async () => {
    await fill(0.95 * GB);
    await expect(create(30 * MB)).rejects.toMatchObject({
      code: 'storage_quota_exceeded',
      status: 507,
      detail: 'It needs 66 MB with its work files; 50 MB of 1.0 GB are left.',
    });
  });

  test('a floor of the disk stays free, with what others still have to send', async () => {
    disk.freeBytes = 2 * GB + 100 * MB;
    const first = await create(40 * MB);
    await expect(create(10 * MB)).rejects.toMatchObject({ code: 'disk_full', status: 507 });
    await removeUpload({ env, db: getDb(), logger }, first);
    await expect(create(10 * MB)).resolves.toBeDefined();
  });

  test('a promise ends with its work, and holds again when the work is tried again', async () => {
    const upload = await create(100 * MB);
    expect((await readUsage(getDb())).reservedBytes).toBe(120 * MB);
    await removeUpload({ env, db: getDb(), logger }, upload);
    expect((await readUsage(getDb())).reservedBytes).toBe(0);
    expect(await removeDeadReservations(getDb())).toBe(1);

    const episodeId = await storeEpisode(getDb(), { state: 'processing' });
    const job = { id: await runningJob(episodeId), episodeId };
    await reserveForJob(getDb(), env, job, 30 * MB);
    await reserveForJob(getDb(), env, job, 40 * MB);
    expect((await readUsage(getDb())).reservedBytes).toBe(40 * MB);
    await getDb().orm.update(getDb().tables.jobs).set({ status: 'succeeded' });
    expect((await readUsage(getDb())).reservedBytes).toBe(0);
    await updateEpisode(getDb(), episodeId, { state: 'ready' });
    await deleteEpisode(getDb(), episodeId);
    expect(await getDb().orm.select().from(getDb().tables.storageReservations)).toEqual([]);
  });

  test('a job draws on what its episode was promised', async () => {
    const id = await create(100 * MB);
    await storeEpisode(getDb(), { id, state: 'processing' });
    await getDb().orm.update(getDb().tables.uploads).set({ state: 'completed' });
    await reserveForJob(getDb(), env, { id: await runningJob(id), episodeId: id }, 50 * MB);
    expect((await readUsage(getDb())).reservedBytes).toBe(120 * MB);
  });

  test('an import keeps its room for as long as it takes, and leaves nothing', async () => {
    const upload = { env, db: getDb(), logger };
    const promised = async () => (await readUsage(getDb())).reservedBytes;
    await withImportPlace(
      upload,
      5 * MB,
      async ({ id, workDir }) => {
        // As after eleven minutes without a word.
        await renewReservation(getDb(), id, Date.now() - 660_000);
        await waitFor(async () => (await promised()) === 5 * MB, { what: 'the promise to be renewed' });
        expect(await readdir(workDir)).toEqual([]);
      },
      20,
    );
    expect(await promised()).toBe(0);
    expect(await readdir(join(env.uploadDir, '.imports'))).toEqual([]);
    const full = Object.assign(new Error('no space'), { code: 'ENOSPC' });
    await expect(withImportPlace(upload, MB, () => Promise.reject(full))).rejects.toMatchObject({ code: 'disk_full' });
  });

  test('while bytes come in: a disk that others fill and a limit that was lowered end it', async () => {
    const part = join(env.uploadDir, '.tus', newId());
    const check = watchRoom(getDb(), env);
    await check(MB);
    disk.freeBytes = 2 * GB;
    await check(MB);
    await expect(check(8 * 1024 * 1024)).rejects.toMatchObject({ code: 'disk_full' });
    disk.freeBytes = 100 * GB;
    await fill(0.999 * GB);
    await mkdir(join(env.uploadDir, '.tus'), { recursive: true });
    await writeFile(part, Buffer.alloc(600_000));
    await expect(watchRoom(getDb(), env)(MB)).rejects.toMatchObject({ code: 'storage_quota_exceeded' });
    await expect(watchRoom(getDb(), env)(1000)).resolves.toBeUndefined();
  });
});

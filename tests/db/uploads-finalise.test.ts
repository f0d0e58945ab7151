import { access, mkdir, mkdtemp, readdir, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { listAssets } from '#db/repositories/assets.ts';
import { deleteEpisode, getEpisode } from '#db/repositories/episodes.ts';
import { listEpisodeJobs } from '#db/repositories/jobs/list-episode-jobs.ts';
import { getUpload, updateUpload } from '#db/repositories/uploads.ts';
import { type Env, readEnv } from '#lib/server/env.ts';
import { workBytesOf } from '#lib/server/storage/expected-bytes.ts';
import { completeUpload } from '#lib/server/uploads/complete.ts';
import type { UploadContext } from '#lib/server/uploads/context.ts';
import { createUploadRow } from '#lib/server/uploads/create.ts';
import { finaliseUpload } from '#lib/server/uploads/finalise.ts';
import { removeUpload } from '#lib/server/uploads/remove.ts';
import { sweepUploads } from '#lib/server/uploads/sweep.ts';
import { newId } from '#lib/shared/ids.ts';
import { describeEachDatabase } from '#tests/helpers/databases.ts';
import { wavOfSize } from '#tests/helpers/media-heads.ts';
import { sha256 } from '#tests/helpers/tus.ts';

const HOUR = 3_600_000;
const WEEK = 7 * 24 * HOUR;
const logger = pino({ level: 'silent' });
const file = wavOfSize(150_000);
const sum = sha256(file);

describeEachDatabase('an upload becomes an episode', (getDb) => {
  let env: Env;
  let context: UploadContext;

  beforeEach(async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'podpromo-finalise-'));
    env = readEnv({ DATA_DIR: dataDir, MAX_QUEUE_SIZE: '5', MAX_STORAGE_GB: '0.01' });
    await mkdir(join(env.uploadDir, '.tus'), { recursive: true });
    context = { env, db: getDb(), logger };
  });
  afterEach(() => rm(env.dataDir, { recursive: true, force: true }));

  const part = (id: string) => join(env.uploadDir, '.tus', id);
  const source = (id: string) => join(env.uploadDir, id, 'source.wav');
  const exists = (path: string) =>
    access(path)
      .then(() => true)
      .catch(() => false);
  const create = async (sizeBytes = file.byteLength, filename = 'My_show.wav') => {
    const id = newId();
    await createUploadRow(context, { id, sizeBytes, metadata: { filename, options: '{"language":"en"}' } });
    return id;
  };
  const arrived = async (bytes: Uint8Array = file, id?: string) => {
    const upload = id ?? (await create(bytes.byteLength));
    await writeFile(part(upload), bytes);
    return upload;
  };
  const age = (path: string, ms: number) => {
    const at = (Date.now() - ms) / 1000;
    return utimes(path, at, at);
  };
  const expectEpisode = async (id: string) => {
    expect(await getEpisode(getDb(), id)).toMatchObject({ title: 'My show', state: 'queued', sha256: sum });
    expect(await listAssets(getDb(), id)).toEqual([
      expect.objectContaining({
        kind: 'source',
        root: 'uploads',
        path: `${id}/source.wav`,
        mimeType: 'audio/wav',
        sizeBytes: file.byteLength,
        sha256: sum,
      }),
    ]);
    const jobs = await listEpisodeJobs(getDb(), id);
    expect(jobs).toEqual([expect.objectContaining({ kind: 'probe', status: 'queued', payload: { language: 'en' } })]);
    expect((await getUpload(getDb(), id))?.state).toBe('completed');
    expect((await readFile(source(id))).equals(file)).toBe(true);
    expect(await exists(part(id))).toBe(false);
  };

  describe('by any road', () => {
    test('once, with its source and its first job, however often it is asked', async () => {
      const id = await arrived();
      expect(await finaliseUpload(context, id)).toEqual({ episodeId: id, sha256: sum });
      expect(await completeUpload(context, id, sum)).toEqual({ episodeId: id, sha256: sum });
      expect(await completeUpload(context, id, null)).toEqual({ episodeId: id, sha256: sum });
      await expectEpisode(id);
    });

    test('once, when hook, page and sweep come at the same time', async () => {
      const id = await arrived();
      await age(part(id), HOUR);
      await updateUpload(getDb(), id, { updatedAt: 1 });
      await Promise.all([
        finaliseUpload(context, id),
        completeUpload(context, id, sum),
        sweepUploads(getDb(), env, logger),
      ]);
      await expectEpisode(id);
    });

    test('the sweep finishes what a crash left, but lets the web process go first', async () => {
      const id = await arrived();
      expect(await sweepUploads(getDb(), env, logger)).toEqual({ completed: 0, removed: 0, orphans: 0 });
      expect(await sweepUploads(getDb(), env, logger, Date.now() + 31_000)).toEqual({
        completed: 1,
        removed: 0,
        orphans: 0,
      });
      await expectEpisode(id);
      expect(await sweepUploads(getDb(), env, logger, Date.now() + HOUR)).toEqual({
        completed: 0,
        removed: 0,
        orphans: 0,
      });
    });
  });

  describe('after a crash', () => {
    test('behind the last byte', async () => {
      const id = await arrived();
      await updateUpload(getDb(), id, { state: 'finished' });
      await completeUpload(context, id, sum);
      await expectEpisode(id);
    });

    test('between moving the file and its row', async () => {
      const id = await arrived();
      await mkdir(join(env.uploadDir, id));
      await rename(part(id), source(id));
      await completeUpload(context, id, sum);
      await expectEpisode(id);
    });

    test('in the middle of a copy to another disk', async () => {
      const id = await arrived();
      await mkdir(join(env.uploadDir, id));
      await writeFile(`${source(id)}.partial`, file.subarray(0, 1000));
      await completeUpload(context, id, sum);
      await expectEpisode(id);
    });
  });

  describe('not', () => {
    test('before everything is there', async () => {
      const id = await arrived(file.subarray(0, 100_000), await create());
      await expect(completeUpload(context, id, null)).rejects.toMatchObject({ code: 'upload_incomplete' });
      expect(await exists(part(id))).toBe(true);
    });

    test('where nobody knows it', async () => {
      await expect(completeUpload(context, newId(), null)).rejects.toMatchObject({ code: 'upload_not_found' });
      await expect(completeUpload(context, '../x', null)).rejects.toMatchObject({ code: 'upload_not_found' });
    });

    test('where its bytes are gone', async () => {
      await expect(completeUpload(context, await create(), null)).rejects.toMatchObject({ code: 'upload_not_found' });
    });

    test('where the sum differs: nothing is left', async () => {
      const id = await arrived();
      await expect(completeUpload(context, id, sha256(Buffer.from('x')))).rejects.toMatchObject({
        code: 'checksum_mismatch',
      });
      expect(await getUpload(getDb(), id)).toBeNull();
      expect(await getEpisode(getDb(), id)).toBeNull();
      expect(await readdir(env.uploadDir)).toEqual(['.tus']);
      expect(await readdir(join(env.uploadDir, '.tus'))).toEqual([]);
    });

    test('where the sum differs and the hook was faster: the episode goes again', async () => {
      const id = await arrived();
      await finaliseUpload(context, id);
      await expect(completeUpload(context, id, sha256(Buffer.from('x')))).rejects.toMatchObject({
        code: 'checksum_mismatch',
      });
      expect(await getEpisode(getDb(), id)).toBeNull();
      expect(await listEpisodeJobs(getDb(), id)).toEqual([]);
      expect(await readdir(env.uploadDir)).toEqual(['.tus']);
    });

    test('an episode that someone may have worked with is never removed for a sum', async () => {
      const id = await arrived();
      await finaliseUpload(context, id);
      await updateUpload(getDb(), id, { updatedAt: Date.now() - 2 * HOUR });
      await expect(completeUpload(context, id, sha256(Buffer.from('x')))).rejects.toMatchObject({
        code: 'checksum_mismatch',
      });
      expect((await readFile(source(id))).equals(file)).toBe(true);
      expect(await getEpisode(getDb(), id)).not.toBeNull();
    });

    test('where the content is none: nothing is left', async () => {
      const id = await arrived(Buffer.alloc(90_000, 'text '));
      await expect(finaliseUpload(context, id)).rejects.toMatchObject({ code: 'unsupported_content' });
      expect(await getUpload(getDb(), id)).toBeNull();
      expect(await readdir(join(env.uploadDir, '.tus'))).toEqual([]);
    });

    test('again after its episode was deleted', async () => {
      const id = await arrived();
      await finaliseUpload(context, id);
      await deleteEpisode(getDb(), id);
      await expect(completeUpload(context, id, sum)).rejects.toMatchObject({ code: 'upload_not_found' });
    });
  });

  test('canceled at any moment of it, it is a whole episode or nothing at all', async () => {
    for (let round = 0; round < 12; round += 1) {
      const id = await arrived();
      const finalised = finaliseUpload(context, id).catch((error: unknown) => error);
      for (let turn = 0; turn < round * 4; turn += 1) await setImmediate();
      const canceled = await removeUpload(context, id);
      const outcome = await finalised;
      if (canceled) {
        expect(outcome).toMatchObject({ code: 'upload_not_found' });
        expect(await getEpisode(getDb(), id)).toBeNull();
        expect(await exists(source(id))).toBe(false);
        expect(await exists(part(id))).toBe(false);
      } else {
        await expectEpisode(id);
        await deleteEpisode(getDb(), id);
      }
    }
  });

  describe('the sweep', () => {
    test('removes uploads that nobody continued for a week, and no younger ones', async () => {
      const [old, young] = [await create(), await create()];
      for (const id of [old, young]) await arrived(file.subarray(0, 70_000), id);
      await updateUpload(getDb(), old, { updatedAt: Date.now() - WEEK - HOUR });
      await age(part(old), WEEK + HOUR);
      // A row is only touched at its creation: the part tells that someone still sends.
      await updateUpload(getDb(), young, { updatedAt: Date.now() - WEEK - HOUR });
      expect(await sweepUploads(getDb(), env, logger)).toEqual({ completed: 0, removed: 1, orphans: 0 });
      expect(await getUpload(getDb(), old)).toBeNull();
      expect(await readdir(join(env.uploadDir, '.tus'))).toEqual([young]);
    });

    test('removes parts without a row after an hour, and rows without a part', async () => {
      const [orphan, fresh] = [newId(), newId()];
      for (const id of [orphan, fresh]) await writeFile(part(id), 'x');
      await age(part(orphan), 2 * HOUR);
      await mkdir(part('a-folder-of-someone'));
      const lonely = await create();
      await updateUpload(getDb(), lonely, { updatedAt: Date.now() - 2 * HOUR });
      expect(await sweepUploads(getDb(), env, logger)).toEqual({ completed: 0, removed: 1, orphans: 1 });
      expect((await readdir(join(env.uploadDir, '.tus'))).sort()).toEqual([fresh, 'a-folder-of-someone'].sort());
      expect(await getUpload(getDb(), lonely)).toBeNull();
    });

    test('forgets the upload of an old episode, and nothing else of it', async () => {
      const id = await arrived();
      await finaliseUpload(context, id);
      await sweepUploads(getDb(), env, logger, Date.now() + WEEK + HOUR);
      expect(await getUpload(getDb(), id)).toBeNull();
      expect(await getEpisode(getDb(), id)).not.toBeNull();
      expect(await exists(source(id))).toBe(true);
    });

    test('goes on after one upload that cannot be finished', async () => {
      const bad = await arrived(Buffer.alloc(90_000, 'text '));
      const good = await arrived();
      expect(await sweepUploads(getDb(), env, logger, Date.now() + HOUR)).toMatchObject({ completed: 1 });
      expect(await getUpload(getDb(), bad)).toBeNull();
      await expectEpisode(good);
    });

    test('of a folder that does not exist yet finds nothing', async () => {
      await rm(env.uploadDir, { recursive: true });
      expect(await sweepUploads(getDb(), env, logger)).toEqual({ completed: 0, removed: 0, orphans: 0 });
    });
  });

  describe('creation', () => {
    const MB = 1_000_000;
    test('20 at once with room for five in the queue', async () => {
      const results = await Promise.allSettled(Array.from({ length: 20 }, () => create(1000)));
      const codes = results.map((result) => (result.status === 'fulfilled' ? 'created' : result.reason.code)).sort();
      const expected = [
        ...Array.from({ length: 5 }, () => 'created'),
        ...Array.from({ length: 15 }, () => 'queue_full'),
      ];
      expect(codes).toEqual(expected);
    });

    test('what is an episode counts on', async () => {
      const id = await arrived();
      await finaliseUpload(context, id);
      const left = 10 * MB - file.byteLength - workBytesOf('a.wav', file.byteLength);
      const fits = Math.floor(left / 2.2) - 1;
      await expect(create(fits + 3)).rejects.toMatchObject({ code: 'storage_quota_exceeded' });
      await expect(create(fits)).resolves.toBeDefined();
    });
  });
});

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { getEpisode } from '#db/repositories/episodes.ts';
import { listEpisodeJobs } from '#db/repositories/jobs/list-episode-jobs.ts';
import { retryJob } from '#db/repositories/jobs/retry.ts';
import { wavOfSize } from '#tests/helpers/media-heads.ts';
import { sha256 } from '#tests/helpers/tus.ts';
import { waitFor } from '#tests/helpers/wait.ts';
import type { SmallDisk } from './full-disk.ts';
import { createUploadOf, type MediaMill, sendBytes, tusRequest } from './media-mill.ts';

const LEFT_BYTES = 200_000;

/** The disk fills up while a file comes in: 507, nothing lost, and it goes on where it was. @returns bytes that had arrived */
export async function fillWhileUploading(mill: MediaMill, disk: SmallDisk, sizeBytes: number): Promise<number> {
  const { context, env } = mill;
  const file = wavOfSize(sizeBytes);
  const created = await createUploadOf(context, 'episode.wav', sizeBytes);
  if ('code' in created) throw new Error(`not created: ${created.code}`);
  const { path, id } = created;
  expect(await sendBytes(context, path, 0, file.subarray(0, 100_000))).toBeNull();
  await disk.fill(LEFT_BYTES);
  expect(await sendBytes(context, path, 100_000, file.subarray(100_000))).toBe('disk_full');
  expect(await createUploadOf(context, 'another.wav', sizeBytes)).toEqual({ code: 'disk_full' });
  const offset = Number((await tusRequest(context, 'HEAD', path, {})).headers.get('upload-offset'));
  expect(offset).toBeGreaterThanOrEqual(100_000);
  expect(offset).toBeLessThan(sizeBytes);
  await expect(readdir(join(env.uploadDir, id))).rejects.toThrow('ENOENT');
  await disk.free();
  expect(await sendBytes(context, path, offset, file.subarray(offset))).toBeNull();
  expect(sha256(await readFile(join(env.uploadDir, id, 'source.wav')))).toBe(sha256(file));
  await waitForEnd(mill, id);
  return offset;
}

/** The disk is full when a job publishes: its code says so, nothing is half there, and it is done once there is room. */
export async function fillWhileWorking(mill: MediaMill, disk: SmallDisk): Promise<number> {
  const { context, env, worker } = mill;
  const db = await context.database();
  const file = wavOfSize(400_000);
  process.kill(worker.pid, 'SIGSTOP');
  const created = await createUploadOf(context, 'episode.wav', file.byteLength);
  if ('code' in created) throw new Error(`not created: ${created.code}`);
  const { path, id } = created;
  expect(await sendBytes(context, path, 0, file)).toBeNull();
  await disk.fill();
  process.kill(worker.pid, 'SIGCONT');
  const firstError = async () => (await listEpisodeJobs(db, id)).find((job) => job.errorCode !== null)?.errorCode;
  expect(await waitFor(firstError, { what: 'the first failure' })).toBe('disk_full');
  const folder = join(env.transcriptsDir, id);
  const published = await readdir(folder).catch(() => []);
  for (const name of published) expect((await readFile(join(folder, name))).length, name).toBeGreaterThan(0);
  expect(published.filter((name) => name.includes('partial'))).toEqual([]);
  await disk.free();
  const freedAt = performance.now();
  await waitForEnd(mill, id);
  expect(worker.exited()).toBe(false);
  expect(await mill.leftovers()).toEqual([]);
  return Math.round(performance.now() - freedAt);
}

/** A job that gave up meanwhile is started again, as a person would. */
async function waitForEnd({ context }: MediaMill, id: string): Promise<void> {
  const db = await context.database();
  await waitFor(
    async () => {
      const failed = (await listEpisodeJobs(db, id)).find(({ status }) => status === 'failed');
      if (failed) await retryJob(db, failed.id);
      return (await getEpisode(db, id))?.state === 'ready';
    },
    { timeoutMs: 60_000, everyMs: 200, what: 'the episode' },
  );
}

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { folderBytes } from '#lib/server/storage/folder-bytes.ts';
import { uploadListSchema } from '#lib/shared/api/uploads.ts';
import { isId } from '#lib/shared/ids.ts';
import { wavOfSize } from '#tests/helpers/media-heads.ts';
import { type Studio, startStudio } from '#tests/helpers/studio.ts';
import { idOf, problemOf, sha256, tusCreate, tusPatch, tusUpload } from '#tests/helpers/tus.ts';

const MB = 1_000_000;
const LIMIT = 100 * MB;
/** The built server, in front of a limit that is nearly reached. (A file system of our own would need rights.) */
let studio: Studio;
beforeAll(async () => {
  studio = await startStudio({ env: { MAX_STORAGE_GB: '0.1' } });
});
afterAll(() => studio?.stop());

const statsSchema = z.object({ usedBytes: z.number(), reservedBytes: z.number() });
const stats = async () => statsSchema.parse(await (await fetch(`${studio.url}/storage/stats`)).json());
const uploadDir = () => join(studio.dataDir, 'uploads');

test('20 uploads at once at 95 %: never over, the refused leave nothing, the others arrive whole', async () => {
  const big = wavOfSize(40 * MB);
  expect((await tusPatch(await tusUpload(studio.url, { size: big.length }), 0, big)).status).toBe(204);
  const before = await stats();
  // A WAV file takes 2.2 times its size with the work on it; the first one waits for its work.
  expect(before.usedBytes + before.reservedBytes).toBe(88 * MB);

  const file = wavOfSize(2 * MB);
  let most = 0;
  const watch = setInterval(() => void folderBytes(uploadDir()).then((bytes) => (most = Math.max(most, bytes))), 20);
  const answers = await Promise.all(
    Array.from({ length: 20 }, async () => {
      const created = await tusCreate(studio.url, { size: file.length });
      if (created.status !== 201) return { refused: await problemOf(created) };
      const url = new URL(created.headers.get('location') ?? '', studio.url).href;
      const half = file.length / 2;
      expect((await tusPatch(url, 0, file.subarray(0, half))).status).toBe(204);
      const now = await stats();
      expect(now.usedBytes + now.reservedBytes).toBeLessThanOrEqual(LIMIT);
      expect((await tusPatch(url, half, file.subarray(half))).status).toBe(204);
      return { id: idOf(url) };
    }),
  ).finally(() => clearInterval(watch));

  const arrived = answers.flatMap((answer) => answer.id ?? []);
  expect(arrived).toHaveLength(2);
  for (const { refused } of answers.filter((answer) => answer.id === undefined)) {
    expect(refused).toEqual({ status: 507, code: 'storage_quota_exceeded' });
  }
  for (const id of arrived) {
    expect(sha256(await readFile(join(uploadDir(), id, 'source.wav')))).toBe(sha256(file));
  }
  expect(most).toBeLessThanOrEqual(LIMIT);
  expect((await readdir(uploadDir())).filter(isId)).toHaveLength(3);
  expect(await readdir(join(uploadDir(), '.tus'))).toEqual([]);
  const open = uploadListSchema.parse(await (await fetch(`${studio.url}/api/uploads`)).json());
  expect(open.uploads).toEqual([]);
  const after = await stats();
  expect(after.usedBytes).toBe(44 * MB);
  expect(after.usedBytes + after.reservedBytes).toBeLessThanOrEqual(LIMIT);
});

test('a disk without the room that stays free takes nothing', async () => {
  const full = await startStudio({ env: { MIN_FREE_DISK_GB: '1000000' } });
  try {
    const answer = await tusCreate(full.url, { size: MB });
    expect(await problemOf(answer)).toEqual({ status: 507, code: 'disk_full' });
    expect(await readdir(join(full.dataDir, 'uploads'), { recursive: true })).toEqual(['.tus']);
  } finally {
    await full.stop();
  }
});

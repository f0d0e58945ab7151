import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { uploadThroughKills } from '#tests/helpers/kill-during-uploads.ts';
import { wavOfSize } from '#tests/helpers/media-heads.ts';
import { type Studio, startStudio } from '#tests/helpers/studio.ts';
import { idOf, sha256, tusOffset, tusPatch, tusUpload } from '#tests/helpers/tus.ts';
import { itemOf, mapMemory, nodeUploadQueue, pickFile, untilDone } from '#tests/helpers/upload-client.ts';
import { waitFor } from '#tests/helpers/wait.ts';

const MB = 1_000_000;
let studio: Studio;
let folder: string;

beforeAll(async () => {
  studio = await startStudio();
  folder = await mkdtemp(join(tmpdir(), 'podpromo-files-'));
});
afterAll(async () => {
  await studio?.stop();
  await rm(folder, { recursive: true, force: true });
});

test('60 MB arrive whole while the server is killed three times', async () => {
  const result = await uploadThroughKills(studio, {
    name: 'long.wav',
    sizeBytes: 60 * MB,
    kills: 3,
    seed: 7,
    timeoutMs: 120_000,
  });
  expect(result.kills).toBe(3);
  for (const peak of result.peakMb) expect(peak).toBeLessThanOrEqual(250);
});

test('five uploads of 4 MB, each with a kill of its own: none is lost', async () => {
  for (let seed = 1; seed <= 5; seed += 1) {
    const name = `short-${seed}.wav`;
    await uploadThroughKills(studio, { name, sizeBytes: 4 * MB, kills: 1, seed, timeoutMs: 60_000 });
  }
  expect(await readdir(join(studio.dataDir, 'uploads', '.tus'))).toEqual([]);
});

test('killed with the last bytes just written, the upload still becomes an episode', async () => {
  const file = wavOfSize(200_000);
  const url = await tusUpload(studio.url, { size: file.byteLength });
  const part = join(studio.dataDir, 'uploads', '.tus', idOf(url));
  await tusPatch(url, 0, file.subarray(0, 150_000));
  // As a crash leaves it: all bytes in the part, the finish hook never called.
  await studio.killWeb('SIGKILL');
  await writeFile(part, file);
  await studio.startWeb();
  expect(await tusOffset(url)).toEqual({ status: 200, offset: 200_000 });
  const completed = await fetch(`${studio.url}/api/uploads/${idOf(url)}/complete`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ sha256: sha256(file) }),
  });
  expect(await completed.json()).toEqual({ episodeId: idOf(url), sha256: sha256(file) });
});

test('after a reload the same file goes on where it stopped', async () => {
  const path = join(folder, 'again.wav');
  await writeFile(path, wavOfSize(40 * MB));
  const before = nodeUploadQueue(studio.url);
  const [first = ''] = await before.add([await pickFile(path)]);
  await waitFor(() => itemOf(before, first).sentBytes > 5 * MB, { everyMs: 2, what: '5 MB sent' });
  before.pause(first);
  const { uploadId } = itemOf(before, first);
  expect(itemOf(before, first).state).toBe('paused');

  // A new page that remembers nothing: the server's list tells it.
  const after = nodeUploadQueue(studio.url, { memory: mapMemory() });
  const [second = ''] = await after.add([await pickFile(path)]);
  const done = await untilDone(after, second, 60_000);
  expect(done.episodeId).toBe(uploadId);
  const stored = await stat(join(studio.dataDir, 'uploads', done.episodeId ?? '', 'source.wav'));
  expect(stored.size).toBe(40 * MB);
});

test('a browser that missed the end hears of it when the file is chosen again', async () => {
  const path = join(folder, 'missed.wav');
  const file = wavOfSize(300_000);
  await writeFile(path, file);
  const memory = mapMemory();
  const picked = await pickFile(path);
  const url = await tusUpload(studio.url, { size: file.byteLength, body: file });
  const fingerprint = `${picked.name}|${picked.size}|${picked.lastModified}`;
  await memory.addUpload(fingerprint, {
    size: file.byteLength,
    metadata: {},
    creationTime: '',
    urlStorageKey: '',
    uploadUrl: url,
    parallelUploadUrls: null,
  });
  const queue = nodeUploadQueue(studio.url, { memory });
  const [id = ''] = await queue.add([picked]);
  expect((await untilDone(queue, id, 20_000)).episodeId).toBe(idOf(url));
  expect(await memory.findAllUploads()).toEqual([]);
});

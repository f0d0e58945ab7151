import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { workBytesOf } from '#lib/server/storage/expected-bytes.ts';
import { wavOfSize } from '#tests/helpers/media-heads.ts';
import { type Studio, startStudio } from '#tests/helpers/studio.ts';
import { idOf, problemOf, sha256, tusCreate, tusOffset, tusPatch, tusUpload } from '#tests/helpers/tus.ts';
import { nodeUploadQueue, pickFile, untilDone } from '#tests/helpers/upload-client.ts';
import { waitFor } from '#tests/helpers/wait.ts';

const MB = 1_000_000;
const statsSchema = z.object({ usedBytes: z.number(), reservedBytes: z.number() });
const SITE = 'https://podcasts.example';
let studio: Studio;
let folder: string;

beforeAll(async () => {
  studio = await startStudio({ env: { MAX_STORAGE_GB: '0.8', ALLOWED_ORIGINS: SITE } });
  folder = await mkdtemp(join(tmpdir(), 'podpromo-lines-'));
});
afterAll(async () => {
  await studio?.stop();
  await rm(folder, { recursive: true, force: true });
});

const source = (id: string) => readFile(join(studio.dataDir, 'uploads', id, 'source.wav'));

test('a line that is reset again and again: the file goes on at what has arrived', async () => {
  const path = join(folder, 'reset.wav');
  const file = wavOfSize(30 * MB);
  await writeFile(path, file);
  const line = await startLine(new URL(studio.url), 8, 3 * MB);
  try {
    const queue = nodeUploadQueue(line.origin, { random: () => 0.01 });
    const [id = ''] = await queue.add([await pickFile(path)]);
    const { episodeId } = await untilDone(queue, id, 150_000);
    expect(sha256(await source(episodeId ?? ''))).toBe(sha256(file));
    expect(line.resets()).toBe(8);
  } finally {
    line.stop();
  }
});

test('a half-open line: whoever asks for the offset gets it while it is open, and goes on there', async () => {
  const file = wavOfSize(2 * MB);
  const url = await tusUpload(studio.url, { size: file.byteLength });
  const { hostname, port, pathname, host } = new URL(url);
  // A sender that stops in the middle of its request and never says goodbye.
  const dead = connect(Number(port), hostname);
  const head = [
    `PATCH ${pathname} HTTP/1.1`,
    `Host: ${host}`,
    'Tus-Resumable: 1.0.0',
    'Upload-Offset: 0',
    'Content-Type: application/offset+octet-stream',
    `Content-Length: ${file.byteLength}`,
  ].join('\r\n');
  dead.write(`${head}\r\n\r\n`);
  const sentBytes = 700_000;
  dead.write(file.subarray(0, sentBytes));
  try {
    const part = join(studio.dataDir, 'uploads', '.tus', idOf(url));
    const seenBytes = 65_536;
    await waitFor(async () => (await readFile(part)).byteLength >= seenBytes, {
      what: 'the first bytes',
      timeoutMs: 60_000,
    });
    const { status, offset } = await tusOffset(url);
    expect(status).toBe(200);
    expect(dead.destroyed).toBe(false);
    // How much of it the server has read by now is up to the machine; nothing of what it read is lost.
    expect(offset).toBeGreaterThanOrEqual(seenBytes);
    expect(offset).toBeLessThanOrEqual(sentBytes);
    expect((await tusPatch(url, offset, file.subarray(offset))).status).toBe(204);
    expect(sha256(await source(idOf(url)))).toBe(sha256(file));
  } finally {
    dead.destroy();
  }
});

test('20 creations at once never go over the storage limit', async () => {
  const { usedBytes, reservedBytes } = statsSchema.parse(await (await fetch(`${studio.url}/storage/stats`)).json());
  const answers = await Promise.all(Array.from({ length: 20 }, () => tusCreate(studio.url, { size: 40 * MB })));
  const created = answers.filter(({ status }) => status === 201);
  const refused = answers.filter(({ status }) => status !== 201);
  const needed = 40 * MB + workBytesOf('episode.wav', 40 * MB);
  expect(created).toHaveLength(Math.floor((800 * MB - usedBytes - reservedBytes) / needed));
  expect(created.length).toBeGreaterThan(0);
  expect(refused.length).toBeGreaterThan(0);
  for (const answer of refused) {
    expect(await problemOf(answer)).toEqual({ status: 507, code: 'storage_quota_exceeded' });
  }
  for (const { headers } of created) {
    const gone = await fetch(`${studio.url}/api/uploads/${headers.get('location')?.split('/').at(-1)}`, {
      method: 'DELETE',
    });
    expect(gone.status).toBe(204);
  }
});

test('a site that was allowed may upload, and reads the answers', async () => {
  const answer = await tusCreate(studio.url, { headers: { origin: SITE } });
  expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([201, SITE]);
  expect(answer.headers.get('location')).toMatch(/^\/api\/upload\/[0-9a-z]{24}$/);
  const refused = await tusCreate(studio.url, { headers: { origin: SITE }, fileName: 'x.exe' });
  expect(refused.headers.get('access-control-allow-origin')).toBe(SITE);
  expect((await problemOf(refused)).code).toBe('unsupported_extension');
});

/** A line to the server that is reset so often, at random places about so many bytes apart. */
async function startLine(
  target: URL,
  times: number,
  apartBytes: number,
): Promise<{ origin: string; resets(): number; stop(): void }> {
  let resets = 0;
  const nextReset = () => (resets < times ? apartBytes * (0.5 + Math.random()) : Number.POSITIVE_INFINITY);
  let left = nextReset();
  const sockets = new Set<Socket>();
  const server: Server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      // A broken line is the point of it.
      socket.on('error', () => socket.destroy());
      socket.on('close', () => sockets.delete(socket));
    }
    upstream.on('data', (chunk) => client.write(chunk));
    upstream.on('close', () => client.destroy());
    client.on('close', () => upstream.destroy());
    client.on('data', (chunk) => {
      left -= chunk.byteLength;
      if (left > 0) return void upstream.write(chunk);
      resets += 1;
      left = nextReset();
      client.resetAndDestroy();
      upstream.resetAndDestroy();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    origin: `http://127.0.0.1:${port}`,
    resets: () => resets,
    stop: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

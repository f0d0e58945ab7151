import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeBigWav } from '#tests/helpers/big-file.ts';
import { hashInThread } from '#tests/helpers/hash-in-thread.ts';
import { peakOf } from '#tests/helpers/kill-during-uploads.ts';
import { type Studio, startStudio } from '#tests/helpers/studio.ts';
import { nodeUploadQueue, pickFile, untilDone } from '#tests/helpers/upload-client.ts';

const MB = 1_000_000;
const SIZE = 200 * MB;
const ROUNDS = 5;
const CHUNK = 16 * 1024 * 1024;

let studio: Studio;
let folder: string;
let sink: { url: string; stop(): void };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'podpromo-bench-'));
  studio = await startStudio();
  sink = await startSink(join(folder, 'sink.bin'));
});
afterAll(async () => {
  sink?.stop();
  await studio?.stop();
  await rm(folder, { recursive: true, force: true });
});

/**
 * The page's own code to an episode in its place (tus in 16 MB requests, each
 * synced to the disk; sha256 on both sides; move, rows) against the same file in
 * the same requests to a server that only writes. One after the other in turns,
 * so that both see the same machine.
 */
test('uploads take at most a few times as long as bare writing', async () => {
  const ours: number[] = [];
  const bare: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const path = join(folder, `round-${round}.wav`);
    await writeBigWav(path, SIZE, round);
    const file = await pickFile(path);
    const roads = [
      async () => bare.push(await timed(() => toSink(sink.url, file))),
      async () => ours.push(await timed(() => toStudio(studio.url, path, file))),
    ];
    for (const road of round % 2 === 0 ? roads : roads.reverse()) await road();
    await rm(path);
  }
  const ratio = median(ours) / median(bare);
  const rate = (ms: number) => `${(SIZE / MB / (ms / 1000)).toFixed(0)} MB/s`;
  console.log(
    `upload of ${SIZE / MB} MB, median of ${ROUNDS}: ${rate(median(ours))}, bare sink ${rate(median(bare))}, ` +
      `ratio ${ratio.toFixed(2)}; peak of the web process ${(await peakOf(studio.webPid())).toFixed(0)} MB`,
  );
  expect(ratio).toBeLessThan(8);
});

async function toStudio(origin: string, path: string, file: File): Promise<void> {
  const queue = nodeUploadQueue(origin, { hash: () => hashInThread(path) });
  const [id = ''] = await queue.add([file]);
  await untilDone(queue, id, 300_000);
}

async function toSink(url: string, file: File): Promise<void> {
  for (let at = 0; at < file.size; at += CHUNK) {
    const body = await file.slice(at, at + CHUNK).arrayBuffer();
    const response = await fetch(url, { method: at === 0 ? 'PUT' : 'PATCH', body });
    if (!response.ok) throw new Error(await response.text());
  }
}

async function timed(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

async function startSink(path: string): Promise<{ url: string; stop(): void }> {
  const child = fork(join(import.meta.dirname, 'bare-sink.ts'), [path], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const [line] = await once(child.stdout ?? child, 'data');
  return { url: `http://127.0.0.1:${Number(String(line))}`, stop: () => void child.kill() };
}

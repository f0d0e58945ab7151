import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { uploadThroughKills } from '#tests/helpers/kill-during-uploads.ts';
import { type Studio, startStudio } from '#tests/helpers/studio.ts';
import { figure } from './harness/figures.ts';

/** FAULT_UPLOADS=5 FAULT_BIG_UPLOADS=1 FAULT_BIG_MB=60 for a short form. */
const uploads = Number(process.env.FAULT_UPLOADS ?? 200);
const bigUploads = Number(process.env.FAULT_BIG_UPLOADS ?? 10);
const bigMb = Number(process.env.FAULT_BIG_MB ?? 500);
const KILLS_OF_BIG = 3;
const MB = 1_000_000;
const MAX_RSS_MB = 250;
const listSchema = z.object({ episodes: z.array(z.object({ id: z.string() })) });
let studio: Studio;

beforeAll(async () => {
  studio = await startStudio({ env: { MAX_QUEUE_SIZE: '1000' } });
});
afterAll(() => studio?.stop());

test(`${bigUploads} × ${bigMb} MB through the page’s own code, killed ${KILLS_OF_BIG} times each: equal, within 250 MB`, async () => {
  const peaks: number[] = [];
  const started = Date.now();
  for (let seed = 1; seed <= bigUploads; seed += 1) {
    const given = { name: `big-${seed}.wav`, sizeBytes: bigMb * MB, kills: KILLS_OF_BIG, seed, timeoutMs: 900_000 };
    const result = await uploadThroughKills(studio, given);
    expect(result.kills).toBe(KILLS_OF_BIG);
    peaks.push(...result.peakMb);
    await removeEpisodes();
  }
  report(`${bigUploads} × ${bigMb} MB, ${bigUploads * KILLS_OF_BIG} kills`, peaks, started);
});

test(`${bigMb} MB without a kill, in one life of the server: within 250 MB of memory`, async () => {
  const started = Date.now();
  const given = { name: 'calm.wav', sizeBytes: bigMb * MB, kills: 0, seed: 4, timeoutMs: 900_000 };
  report(`${bigMb} MB, no kill`, (await uploadThroughKills(studio, given)).peakMb, started);
  await removeEpisodes();
});

test(`${uploads} uploads of 20 MB, one kill each: 0 lost`, async () => {
  const peaks: number[] = [];
  const started = Date.now();
  for (let seed = 1; seed <= uploads; seed += 1) {
    const given = { name: `one-${seed}.wav`, sizeBytes: 20 * MB, kills: 1, seed, timeoutMs: 120_000 };
    const { kills, peakMb } = await uploadThroughKills(studio, given);
    expect(kills).toBe(1);
    peaks.push(...peakMb);
    await removeEpisodes();
  }
  report(`${uploads} × 20 MB, ${uploads} kills`, peaks, started);
  expect(await readdir(join(studio.dataDir, 'uploads', '.tus'))).toEqual([]);
});

/** What has arrived and was compared makes room for the next. */
async function removeEpisodes(): Promise<void> {
  const { episodes } = listSchema.parse(await (await fetch(`${studio.url}/api/episodes`)).json());
  for (const { id } of episodes) {
    const removed = await fetch(`${studio.url}/api/episodes/${id}?forever=true`, { method: 'DELETE' });
    expect(removed.status).toBe(200);
  }
}

function report(what: string, peaks: readonly number[], started: number): void {
  const peak = Math.max(...peaks);
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  figure(
    'kill -9 of the web process during uploads',
    `${what}: 0 lost, 0 wrong sha256, ${seconds} s, peak ${peak.toFixed(0)} MB`,
  );
  expect(peak).toBeLessThanOrEqual(MAX_RSS_MB);
}

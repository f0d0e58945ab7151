import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { uploadThroughKills } from '#tests/helpers/kill-during-uploads.ts';
import { type Studio, startStudio } from '#tests/helpers/studio.ts';

const MB = 1_000_000;
const MAX_RSS_MB = 250;
let studio: Studio;

beforeAll(async () => {
  studio = await startStudio();
});
afterAll(() => studio?.stop());

test('500 MB through the page’s own code while the server is killed 10 times: equal, within 250 MB of memory', async () => {
  const result = await uploadThroughKills(studio, {
    name: 'episode.wav',
    sizeBytes: 500 * MB,
    kills: 10,
    seed: 3,
    timeoutMs: 900_000,
  });
  report(`500 MB, ${result.kills} kills`, result);
  expect(result.kills).toBe(10);
  expect(Math.max(...result.peakMb)).toBeLessThanOrEqual(MAX_RSS_MB);
});

test('500 MB without a kill, in one life of the server: within 250 MB of memory', async () => {
  const result = await uploadThroughKills(studio, {
    name: 'calm.wav',
    sizeBytes: 500 * MB,
    kills: 0,
    seed: 4,
    timeoutMs: 900_000,
  });
  report('500 MB, no kill', result);
  expect(Math.max(...result.peakMb)).toBeLessThanOrEqual(MAX_RSS_MB);
});

test('50 uploads of 20 MB, one kill each: 0 lost', async () => {
  const peaks: number[] = [];
  const started = Date.now();
  for (let seed = 1; seed <= 50; seed += 1) {
    const name = `one-${seed}.wav`;
    const given = { name, sizeBytes: 20 * MB, kills: 1, seed, timeoutMs: 120_000 };
    const { kills, peakMb } = await uploadThroughKills(studio, given);
    expect(kills).toBe(1);
    peaks.push(...peakMb);
  }
  report('50 × 20 MB, 50 kills', { peakMb: peaks, milliseconds: Date.now() - started });
  expect(Math.max(...peaks)).toBeLessThanOrEqual(MAX_RSS_MB);
  expect(await readdir(join(studio.dataDir, 'uploads', '.tus'))).toEqual([]);
});

function report(what: string, result: { peakMb: readonly number[]; milliseconds: number }): void {
  const peak = Math.max(...result.peakMb).toFixed(0);
  console.log(`${what}: ${(result.milliseconds / 1000).toFixed(1)} s, peak of the web process ${peak} MB`);
}

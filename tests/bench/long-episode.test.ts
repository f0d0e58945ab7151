import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { makeLongSpeech } from '#tests/helpers/long-speech.ts';
import { createMemoryWatch } from '#tests/helpers/process-memory.ts';
import { hasModel, speechEngine } from '#tests/helpers/transcribing.ts';
import { quantile } from '#tests/helpers/wer.ts';

/** EPISODE_MINUTES=180 for three hours; EPISODE_MODEL=base for another model than the smallest that is here. */
const minutes = Number(process.env.EPISODE_MINUTES ?? 6);
const MOST_BYTES = 700e6;
const MOST_WRONG = 0.2;

const progressSchema = z.object({ percent: z.number(), etaMs: z.number().nullable() });
const resultSchema = z.object({ words: z.array(z.unknown()), lastMs: z.number(), durationMs: z.number() });

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'podpromo-long-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test(`${minutes} minutes: flat memory, an honest percentage and time left, no word past the end`, async () => {
  const speech = join(folder, 'speech.wav');
  const results = join(folder, 'results');
  await mkdir(results);
  await makeLongSpeech(folder, minutes, speech);
  const model = process.env.EPISODE_MODEL ?? ((await hasModel('tiny.en')) ? 'tiny.en' : undefined);
  const engine = await speechEngine(undefined, model);
  const { size: modelBytes } = await stat(engine.modelPath);
  const startedAt = performance.now();
  const child = fork(
    join(import.meta.dirname, '..', 'helpers', 'transcribe-child.ts'),
    [speech, results, engine.modelName],
    {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    },
  );
  const told: { atMs: number; percent: number; etaMs: number | null }[] = [];
  child.on('message', (message) => {
    const progress = progressSchema.safeParse(message);
    if (progress.success) told.push({ atMs: performance.now() - startedAt, ...progress.data });
  });
  const memory = createMemoryWatch(child.pid ?? 0);
  const [code] = await once(child, 'exit');
  const tookMs = performance.now() - startedAt;
  const peakBytes = memory.stop() - modelBytes;
  expect(code).toBe(0);

  // By what was told: how long the whole takes, and how far it is, against how it really was.
  const later = told.filter(({ atMs }) => atMs >= tookMs / 10);
  const ofTime = later.flatMap(({ atMs, etaMs }) => (etaMs === null ? [] : [(atMs + etaMs - tookMs) / tookMs]));
  const ofPercent = later.map(({ atMs, percent }) => percent / 100 - atMs / tookMs);
  const { words, lastMs, durationMs } = resultSchema.parse(
    JSON.parse(await readFile(join(results, 'text.json'), 'utf8')),
  );
  const share = (value: number) => `${(value * 100).toFixed(1)} %`;
  console.log(
    `${minutes} min with ${engine.weights}: ${(tookMs / 1000).toFixed(0)} s (${((minutes * 60_000) / tookMs).toFixed(1)} x real time), ` +
      `${(peakBytes / 1e6).toFixed(0)} MB above the model, ${words.length} words; after the first tenth the time that the whole takes is at most ` +
      `${share(quantile(ofTime, 1))} off (9 of 10: ${share(quantile(ofTime, 0.9))}), the percentage ${share(quantile(ofPercent, 1))}`,
  );
  expect(words.length).toBeGreaterThan(minutes * 30);
  expect(lastMs).toBeLessThanOrEqual(durationMs);
  expect(peakBytes).toBeLessThanOrEqual(MOST_BYTES);
  expect(quantile(ofTime, 0.9)).toBeLessThanOrEqual(MOST_WRONG);
  expect(quantile(ofPercent, 0.9)).toBeLessThanOrEqual(MOST_WRONG);
});

import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readEnv } from '#lib/server/env.ts';
import { probeMedia } from '#lib/server/media/probe.ts';
import { DEMO_SCRIPT } from '#scripts/demo/script.ts';
import { makeEpisode } from '#scripts/speech/episode.ts';
import { countEngine } from '#tests/helpers/counted-engine.ts';
import { makeMedia, mediaEnv, sharedMedia } from '#tests/helpers/media.ts';
import { speechEngine, textOf, transcribeFile } from '#tests/helpers/transcribing.ts';
import { quantile, wordErrorRate } from '#tests/helpers/wer.ts';
import type { SpeechEngine } from '#workers/engines/prepare-speech.ts';
import { whisperSettings } from '#workers/engines/speech/run-whisper.ts';

/** BENCH_ROUNDS=1 for a quick look. */
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3);

let folder: string;
let engine: SpeechEngine;
let sources: string[];
const at = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'podpromo-bench-'));
  engine = await speechEngine();
  sources = await denseSpeech();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/**
 * The whole job (decoding, silence, packs, kept results, word times) against
 * bare whisper-cli on a WAV that was made ready for it: same model, same flags,
 * all cores, in turns, so that both see the same machine.
 */
test.each([
  { name: 'dense speech', silence: 0, most: 1.05 },
  { name: 'speech with 40 % silence', silence: 0.4, most: 0.7 },
])('$name takes at most $most times as long as bare whisper-cli', async ({ name, silence, most }) => {
  const path = at(`${silence}.wav`);
  await join16k(sources, silence, path);
  const ours: number[] = [];
  const bare: number[] = [];
  // Processor time besides: what else the machine does hardly changes it.
  const [oursCounted, bareCounted] = [
    await countEngine(engine.binary, folder, `ours-${silence}`),
    await countEngine(engine.binary, folder, `bare-${silence}`),
  ];
  const counted = { ...engine, binary: oursCounted.path };
  let text = '';
  const wanted = await spokenText();
  for (let round = 0; round < ROUNDS; round += 1) {
    const roads = [
      async () => bare.push(await timed(() => bareWhisper(bareCounted.path, path))),
      async () =>
        ours.push(
          await timed(async () => {
            text = textOf(
              await transcribeFile({ engine: counted, path, folder: at(`${silence}-${round}`), language: 'en' }),
            );
          }),
        ),
    ];
    for (const road of round % 2 === 0 ? roads : roads.reverse()) await road();
  }
  // Round by round: what else the machine does changes between rounds more than within one.
  const ratio = quantile(
    ours.map((ms, round) => ms / (bare[round] ?? Number.NaN)),
    0.5,
  );
  const work = (await oursCounted.cpuMs()) / (await bareCounted.cpuMs());
  const seconds = (times: readonly number[]) => times.map((ms) => (ms / 1000).toFixed(1)).join(', ');
  console.log(
    `${name}, ${engine.weights}: ours ${seconds(ours)} s; bare ${seconds(bare)} s; ratio ${ratio.toFixed(2)}, of processor time ${work.toFixed(2)}; word error rate ${(wordErrorRate(wanted, text) * 100).toFixed(1)} %`,
  );
  expect(ratio).toBeLessThan(most);
});

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

async function bareWhisper(binary: string, path: string): Promise<void> {
  const { cpuThreads } = readEnv();
  const settings = [...whisperSettings(engine, { language: 'en' }), '-t', String(cpuThreads)];
  await execa(binary, ['-m', engine.modelPath, ...settings, '-of', at('bare'), '-f', path]);
}

async function spokenText(): Promise<string> {
  const shared = await sharedMedia('lj');
  if (!shared) return script().join(' ');
  const lines = (await readFile(join(shared, 'transcript.txt'), 'utf8')).split('\n');
  return lines.map((line) => line.split('|')[1] ?? '').join(' ');
}

function script(): string[] {
  return DEMO_SCRIPT.map((sentence) => (typeof sentence === 'string' ? sentence : sentence.text));
}

/** Sentences of one reader, about 106 s; generated ones where there are none. */
async function denseSpeech(): Promise<string[]> {
  const shared = await sharedMedia('lj');
  if (shared)
    return (await readdir(shared))
      .filter((file) => file.endsWith('.wav'))
      .sort()
      .map((file) => join(shared, file));
  const paths: string[] = [];
  for (const [index, text] of script().entries()) {
    const { path } = await makeEpisode({ sentences: [text], pauseMs: 200, outPath: at(`said-${index}.wav`) });
    paths.push(path);
  }
  return paths;
}

/** The files one after the other at 16 kHz, with so much silence (a share of the whole) after each. */
async function join16k(files: readonly string[], silence: number, path: string): Promise<void> {
  const env = mediaEnv(folder);
  const inputs = files.flatMap((file) => ['-i', file]);
  const lengths = await Promise.all(
    files.map(async (file) => (await probeMedia(env, file, new AbortController().signal)).durationMs / 1000),
  );
  const pads = lengths.map((seconds) => Math.max(0.01, (seconds * silence) / (1 - silence)));
  const padded = pads.map((seconds, index) => `[${index}:a]apad=pad_dur=${seconds}[a${index}]`).join(';');
  const all = files.map((_, index) => `[a${index}]`).join('');
  const graph = `${padded};${all}concat=n=${files.length}:v=0:a=1[out]`;
  await makeMedia(env, [...inputs, '-filter_complex', graph, '-map', '[out]', '-ar', '16000', '-ac', '1', path]);
}

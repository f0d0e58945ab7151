import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readEnv } from '#lib/server/env.ts';
import { probeMedia } from '#lib/server/media/probe.ts';
import { DEMO_SCRIPT } from '#scripts/demo/script.ts';
import { absent } from '#tests/helpers/absent.ts';
import { countEngine } from '#tests/helpers/counted-engine.ts';
import { sentences } from '#tests/helpers/long-speech.ts';
import { makeMedia, mediaEnv, sharedMedia } from '#tests/helpers/media.ts';
import { hasModel, speechEngine } from '#tests/helpers/transcribing.ts';
import { wordErrorRate } from '#tests/helpers/wer.ts';
import { CpuBudget } from '#workers/cpu-budget.ts';
import type { SpeechEngine } from '#workers/engines/prepare-speech.ts';
import { openChunkStore } from '#workers/engines/speech/chunk-store.ts';
import { decodePacks } from '#workers/engines/speech/decode-packs.ts';
import { hear } from '#workers/engines/speech/hearing.ts';
import { packWords } from '#workers/engines/speech/pack-words.ts';
import { openPcm } from '#workers/engines/speech/pcm.ts';

/** DECODING_MODELS=tiny,base,small for others. */
const models = (process.env.DECODING_MODELS ?? 'tiny.en,base').split(',');
const SEARCHES = [
  { name: 'greedy', beams: 1 },
  { name: 'beam of 5', beams: 5 },
] as const;
const JFK =
  'And so, my fellow Americans, ask not what your country can do for you, ask what you can do for your country.';
const MOST_WRONG = 0.05;

let folder: string;
let read: string;
let wanted: string;
let jfk: string | null;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'podpromo-decodings-'));
  read = join(folder, 'read.wav');
  const list = join(folder, 'list.txt');
  await writeFile(list, (await sentences(folder)).map((file) => `file '${file}'`).join('\n'));
  await makeMedia(mediaEnv(folder), ['-f', 'concat', '-safe', '0', '-i', list, '-ar', '16000', '-ac', '1', read]);
  wanted = await spokenText();
  jfk = await sharedMedia('jfk.flac');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Word error rate and processor time of each model with each search, on one thread: no figure depends on other load. */
test.for(models.flatMap((model) => SEARCHES.map((search) => ({ model, ...search }))))(
  '$model, $name',
  async ({ model, name, beams }, context) => {
    if (!(await hasModel(model))) absent(context, `the weights of ${model} are not here`);
    const real = await speechEngine(readEnv(), model);
    const counted = await countEngine(real.binary, folder, `${model}-${beams}`);
    const engine = { ...real, binary: counted.path };
    const heard = await textOf(engine, read, beams);
    const cpuMs = await counted.cpuMs();
    const wrong = wordErrorRate(wanted, heard);
    const ofJfk = jfk === null ? null : wordErrorRate(JFK, await textOf(engine, jfk, beams));
    const share = (value: number | null) => (value === null ? '–' : `${(value * 100).toFixed(1)} %`);
    console.log(`| ${engine.weights} | ${name} | ${share(wrong)} | ${share(ofJfk)} | ${(cpuMs / 1000).toFixed(1)} s |`);
    expect(wrong).toBeLessThanOrEqual(MOST_WRONG);
    expect(ofJfk ?? 0).toBe(0);
  },
);

async function textOf(engine: SpeechEngine, path: string, beams: number): Promise<string> {
  const env = readEnv();
  const { signal } = new AbortController();
  const work = await mkdtemp(join(folder, 'work-'));
  await mkdir(join(work, 'kept'));
  const media = await probeMedia(env, path, signal);
  const source = { format: media.format, durationMs: media.durationMs, audioStream: media.audio?.index ?? 0 };
  const hearing = await hear({ env, input: path, folder: work, signal, ...source });
  const pcm = await openPcm(hearing.pcmPath);
  try {
    const { packs } = hearing;
    const store = await openChunkStore(join(work, 'kept'));
    const texts: string[] = [];
    const context = { engine, pcm, packs, store, workDir: work, cpu: new CpuBudget(1), signal };
    const numbers = packs.map((_, index) => index);
    await decodePacks(context, { language: 'en', beams }, numbers, async (index, output) => {
      const pack = packs[index];
      if (!pack) return;
      texts[index] = packWords(hearing, pack, output, 'en')
        .words.map((word) => word.text)
        .join(' ');
    });
    return texts.join(' ');
  } finally {
    await pcm.close();
  }
}

async function spokenText(): Promise<string> {
  const shared = await sharedMedia('lj');
  if (!shared) return DEMO_SCRIPT.map((part) => (typeof part === 'string' ? part : part.text)).join(' ');
  const lines = (await readFile(join(shared, 'transcript.txt'), 'utf8')).split('\n');
  return lines.map((line) => line.split('|')[1] ?? '').join(' ');
}

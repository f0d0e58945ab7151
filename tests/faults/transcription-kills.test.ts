import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { readEnv } from '#lib/server/env.ts';
import { countEngine } from '#tests/helpers/counted-engine.ts';
import { makeLongSpeech } from '#tests/helpers/long-speech.ts';
import { createRandom } from '#tests/helpers/random.ts';
import { hasModel, speechEngine } from '#tests/helpers/transcribing.ts';
import { waitFor } from '#tests/helpers/wait.ts';

/** TRANSCRIBE_MINUTES=30 TRANSCRIBE_KILLS=5 is the long form, and what counts without them. */
const minutes = Number(process.env.TRANSCRIBE_MINUTES ?? 30);
const kills = Number(process.env.TRANSCRIBE_KILLS ?? 5);
const MOST_WORK = 1.15;
/** In a short recording one lost pack is a large part of all. */
const LOST_PER_KILL = 1.5;

const resultSchema = z.object({ text: z.string() });
let folder: string;
let speech: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'podpromo-kills-'));
  speech = join(folder, 'speech.wav');
  await makeLongSpeech(folder, minutes, speech);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function start(results: string, binary: string, model: string): { child: ChildProcess; kept: () => number } {
  const file = join(import.meta.dirname, '..', 'helpers', 'transcribe-child.ts');
  // One thread: several spin while they wait for each other, which is no work.
  const env = { ...process.env, WHISPER_BIN: binary, CPU_THREADS: process.env.CPU_THREADS ?? '1' };
  const child = fork(file, [speech, results, model], { env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  let count = 0;
  child.on('message', (message) => {
    if (message === 'kept') count += 1;
  });
  return { child, kept: () => count };
}

async function toEnd(child: ChildProcess): Promise<void> {
  const [code] = await once(child, 'exit');
  expect(code).toBe(0);
}

const keptIn = async (results: string) => (await readdir(results)).filter((name) => /^[0-9a-f]{40}\.json$/.test(name));
const textIn = async (results: string) =>
  resultSchema.parse(JSON.parse(await readFile(join(results, 'text.json'), 'utf8'))).text;

test(`${minutes} minutes, killed ${kills} times: the same text, and hardly more work`, async () => {
  // English is spoken, and the small model is the one whose packs are soonest lost.
  const engine = (await hasModel('tiny.en')) ? await speechEngine(readEnv(), 'tiny.en') : await speechEngine();
  const [calm, killed] = [join(folder, 'calm'), join(folder, 'killed')];
  for (const results of [calm, killed]) await mkdir(results);
  const undisturbed = await countEngine(engine.binary, folder, 'undisturbed');
  await toEnd(start(calm, undisturbed.path, engine.modelName).child);
  const packs = (await keptIn(calm)).length;
  expect(packs).toBeGreaterThan(kills);

  const disturbed = await countEngine(engine.binary, folder, 'disturbed');
  const random = createRandom(kills);
  for (let round = 1; round <= kills; round += 1) {
    const { child } = start(killed, disturbed.path, engine.modelName);
    const wanted = Math.floor((packs * round) / (kills + 1));
    await waitFor(async () => (await keptIn(killed)).length >= wanted, { timeoutMs: 3_600_000, everyMs: 50 });
    // Anywhere inside the next pack.
    await sleep(random.whole(0, 1500));
    const before = await keptIn(killed);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await keptIn(killed)).toEqual(expect.arrayContaining(before));
  }
  await toEnd(start(killed, disturbed.path, engine.modelName).child);

  expect(await textIn(killed)).toBe(await textIn(calm));
  expect((await keptIn(killed)).sort()).toEqual((await keptIn(calm)).sort());
  const [calmMs, killedMs] = [await undisturbed.cpuMs(), await disturbed.cpuMs()];
  const ratio = killedMs / calmMs;
  const seconds = (ms: number) => (ms / 1000).toFixed(1);
  console.info(
    `${minutes} min, ${packs} packs, ${engine.weights}, ${kills} kills: processor time of the engine ${seconds(killedMs)} s against ${seconds(calmMs)} s, ratio ${ratio.toFixed(3)}`,
  );
  expect(ratio).toBeLessThanOrEqual(Math.max(MOST_WORK, 1 + (kills * LOST_PER_KILL) / packs));
});

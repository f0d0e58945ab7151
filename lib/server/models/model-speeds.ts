import { mkdir } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { readJsonIfValid, writeJsonAtomic } from '../atomic-json.ts';
import type { Env } from '../env.ts';

const speedSchema = z.object({
  /** So many times faster than the sound itself. */
  timesRealTime: z.number().positive(),
  threads: z.number().int(),
  processor: z.string(),
  measuredAt: z.number(),
});
const speedsSchema = z.record(z.string(), speedSchema);
export type ModelSpeed = z.infer<typeof speedSchema>;

/** Less sound than this says more about loading the model than about listening. */
export const TELLING_AUDIO_MS = 20_000;

/** What each model did on this machine, by its name; another processor's figures do not count. */
export async function readModelSpeeds(env: Env): Promise<ReadonlyMap<string, ModelSpeed>> {
  // Damaged ones are measured anew with the next episode.
  const stored = (await readJsonIfValid(speedsFile(env), speedsSchema)) ?? {};
  return new Map(Object.entries(stored).filter(([, speed]) => speed.processor === processor()));
}

/** Keeps what a model did last. @param given sound heard, and how long that took, in milliseconds */
export async function saveModelSpeed(
  env: Env,
  name: string,
  given: { audioMs: number; tookMs: number; threads: number },
): Promise<void> {
  if (given.audioMs < TELLING_AUDIO_MS || given.tookMs <= 0) return;
  const speed: ModelSpeed = {
    timesRealTime: Math.round((given.audioMs / given.tookMs) * 100) / 100 || 0.01,
    threads: given.threads,
    processor: processor(),
    measuredAt: Date.now(),
  };
  await mkdir(env.dataDir, { recursive: true, mode: 0o700 });
  await writeJsonAtomic(speedsFile(env), { ...Object.fromEntries(await readModelSpeeds(env)), [name]: speed });
}

function speedsFile(env: Env): string {
  return join(env.dataDir, 'model-speeds.json');
}

function processor(): string {
  return cpus()[0]?.model ?? '';
}

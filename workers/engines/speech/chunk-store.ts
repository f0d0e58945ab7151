import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { readJsonIfValid, writeJsonAtomic } from '#lib/server/atomic-json.ts';
import type { WhisperOutput } from './whisper-json.ts';

const number = z.number().nullable();
const outputSchema: z.ZodType<WhisperOutput> = z.object({
  language: z.string().nullable(),
  lines: z.array(
    z.object({
      fromMs: z.number(),
      toMs: z.number(),
      tokens: z.array(
        z.object({ bytes: z.string(), probability: number, fromMs: number, toMs: number, dtwMs: number }),
      ),
    }),
  ),
});

/** Grows when what is kept, or what it is made from, changes. */
const VERSION = 1;

/** Results of the engine, kept by what they were made from: a second attempt does only what is missing. */
export interface ChunkStore {
  /** @param settings everything besides the sound that the result depends on */
  keyOf(sound: Uint8Array, settings: readonly string[]): string;
  /** Null where there is none that can be read. */
  get(key: string): Promise<WhisperOutput | null>;
  put(key: string, output: WhisperOutput): Promise<void>;
}

/** A store in this folder, which is made where it is not there. */
export async function openChunkStore(folder: string): Promise<ChunkStore> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const fileOf = (key: string) => join(folder, `${key}.json`);
  return {
    keyOf(sound, settings) {
      const hash = createHash('sha256').update(JSON.stringify([VERSION, ...settings]));
      return hash.update(sound).digest('hex').slice(0, 40);
    },
    get: (key) => readJsonIfValid(fileOf(key), outputSchema),
    put: (key, output) => writeJsonAtomic(fileOf(key), output, { durable: true }),
  };
}

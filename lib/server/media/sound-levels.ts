import { z } from 'zod';
import { createSampleReader } from './samples.ts';

/** Length of one value. */
export const LEVEL_FRAME_MS = 50;
/** A byte holds half decibels from here up to 0 dBFS. */
const FLOOR_DB = -100;
const STEPS_PER_DB = 2;

/** `sound.json`: how loud an episode is, 20 times a second, as one byte each in base64. */
export const soundFileSchema = z.object({ frameMs: z.number().positive(), levels: z.base64() });
export type SoundFile = z.infer<typeof soundFileSchema>;

export interface SoundLevels {
  /** Takes 16-bit little-endian mono samples, cut anywhere. */
  push(chunk: Buffer): void;
  finish(): SoundFile;
}

/** Hears loudness (RMS) while samples go by; 72 kB an hour. */
export function createSoundLevels(sampleRate: number): SoundLevels {
  const frameSamples = (sampleRate * LEVEL_FRAME_MS) / 1000;
  let levels = new Uint8Array(12_000);
  let frames = 0;
  let inFrame = 0;
  let squares = 0;

  const close = () => {
    if (frames === levels.length) {
      const larger = new Uint8Array(levels.length * 2);
      larger.set(levels);
      levels = larger;
    }
    const power = squares / inFrame;
    const db = power > 0 ? Math.max(FLOOR_DB, 10 * Math.log10(power)) : FLOOR_DB;
    levels[frames++] = Math.round((Math.min(0, db) - FLOOR_DB) * STEPS_PER_DB);
    inFrame = 0;
    squares = 0;
  };
  const take = (value: number) => {
    squares += value * value;
    if (++inFrame === frameSamples) close();
  };

  return {
    push: createSampleReader(take),
    finish() {
      if (inFrame > 0) close();
      return { frameMs: LEVEL_FRAME_MS, levels: Buffer.from(levels.buffer, 0, frames).toString('base64') };
    },
  };
}

/** dBFS of every frame. */
export function levelsOf(file: SoundFile): Float32Array {
  return Float32Array.from(Buffer.from(file.levels, 'base64'), (byte) => byte / STEPS_PER_DB + FLOOR_DB);
}

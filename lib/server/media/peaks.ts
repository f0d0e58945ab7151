import { createSampleReader } from './samples.ts';

const FRAME_MS = 100;

export interface Peaks {
  /** Takes 16-bit little-endian mono samples, cut anywhere. */
  push(chunk: Buffer): void;
  /** Length of what was taken, in milliseconds. */
  durationMs(): number;
  /** So many loudness values 0-1 over the whole; all 0 for silence. */
  values(count: number): number[];
}

/** Gathers the waveform of a stream of samples in constant memory per minute. */
export function createPeaks(sampleRate: number): Peaks {
  const frameSamples = (sampleRate * FRAME_MS) / 1000;
  const frames: number[] = [];
  let samples = 0;
  let inFrame = 0;
  let squares = 0;
  let top = 0;

  function take(value: number): void {
    squares += value * value;
    top = Math.max(top, Math.abs(value));
    samples += 1;
    inFrame += 1;
    if (inFrame === frameSamples) close();
  }

  function close(): void {
    // Between the mean, which is what is heard, and the top, which is what looks lively.
    frames.push((Math.sqrt(squares / inFrame) + top) / 2);
    inFrame = 0;
    squares = 0;
    top = 0;
  }

  return {
    push: createSampleReader(take),
    durationMs: () => (samples / sampleRate) * 1000,
    values(count) {
      if (inFrame > 0) close();
      return spread(frames, count);
    },
  };
}

/** Averages (or repeats) frames into `count` values, scaled so that all but the loudest percent fit below 1. */
function spread(frames: readonly number[], count: number): number[] {
  if (frames.length === 0) return Array.from({ length: count }, () => 0);
  const sorted = frames.toSorted((a, b) => a - b);
  const loud = sorted[Math.floor((sorted.length - 1) * 0.99)] ?? 0;
  // Below -60 dBFS everywhere it is silence, and is not blown up.
  const scale = Math.max(loud, 0.001);
  const values: number[] = [];
  for (let position = 0; position < count; position += 1) {
    const from = Math.floor((position * frames.length) / count);
    const to = Math.max(from + 1, Math.floor(((position + 1) * frames.length) / count));
    let sum = 0;
    for (let frame = from; frame < to; frame += 1) sum += frames[frame] ?? 0;
    const level = sum / (to - from) / scale;
    values.push(Math.round(Math.min(1, loud < 0.001 ? 0 : level ** 0.7) * 1000) / 1000);
  }
  return values;
}

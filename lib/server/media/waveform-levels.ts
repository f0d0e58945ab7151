import { createSampleReader } from './samples.ts';

/** Milliseconds of one value on the finest level. */
export const FINEST_MS = 10;
/** Each level is coarser than the one before it by this. */
export const LEVEL_STEP = 4;
/** 10 ms to 2.56 s a value: three hours fit on a screen of the coarsest. */
export const LEVEL_COUNT = 5;

/** Below this everywhere it is silence, and is not blown up. */
const SILENCE = 0.001;
/** All but the loudest hundredth fit below the top. */
const FITS = 0.99;
const CURVE = 0.7;

export interface WaveformLevels {
  /** Takes 16-bit little-endian mono samples, cut anywhere. */
  push(chunk: Buffer): void;
  /** Loudness as one byte a value, finest level first. */
  finish(): Uint8Array[];
}

/** Hears the waveform of a stream of samples at several zooms; 1.4 MB in memory an hour. */
export function createWaveformLevels(sampleRate: number): WaveformLevels {
  const frameSamples = (sampleRate * FINEST_MS) / 1000;
  let frames = new Float32Array(60_000);
  let count = 0;
  let inFrame = 0;
  let squares = 0;
  let top = 0;
  const close = () => {
    if (count === frames.length) {
      const larger = new Float32Array(frames.length * 2);
      larger.set(frames);
      frames = larger;
    }
    // Between the mean, which is what is heard, and the top, which is what looks lively.
    frames[count++] = (Math.sqrt(squares / inFrame) + top) / 2;
    inFrame = 0;
    squares = 0;
    top = 0;
  };
  const read = createSampleReader((sample) => {
    squares += sample * sample;
    top = Math.max(top, Math.abs(sample));
    if (++inFrame === frameSamples) close();
  });
  return {
    push: read,
    finish() {
      if (inFrame > 0) close();
      return toLevels(frames.subarray(0, count));
    },
  };
}

function toLevels(finest: Float32Array): Uint8Array[] {
  const levels: Uint8Array[] = [];
  let linear = finest;
  for (let level = 0; level < LEVEL_COUNT; level += 1) {
    levels.push(loudnessBytes(linear));
    linear = coarser(linear);
  }
  return levels;
}

/** Amplitudes as bytes that fill the height: what is averaged over seconds is lower than its tops. All 0 for silence. */
export function loudnessBytes(linear: Float32Array): Uint8Array {
  const loud = linear.toSorted()[Math.floor((linear.length - 1) * FITS)] ?? 0;
  if (loud < SILENCE) return new Uint8Array(linear.length);
  return Uint8Array.from(linear, (value) => Math.round(Math.min(1, value / loud) ** CURVE * 255));
}

function coarser(linear: Float32Array): Float32Array {
  const result = new Float32Array(Math.ceil(linear.length / LEVEL_STEP));
  for (let index = 0; index < result.length; index += 1) {
    const part = linear.subarray(index * LEVEL_STEP, (index + 1) * LEVEL_STEP);
    let sum = 0;
    for (const value of part) sum += value;
    result[index] = sum / part.length;
  }
  return result;
}

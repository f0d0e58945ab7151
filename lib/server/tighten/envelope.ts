import type { Span } from './edit-list.ts';

/** Loudness in steps of 10 ms. */
export const STEP_MS = 10;

/** Two channels of 32-bit floats, left and right by turns. */
export interface StereoSound {
  readonly samples: Float32Array;
  readonly rate: number;
}

/** Decibels of full scale, one value for each step; silence is -120. */
export function envelopeOf({ samples, rate }: StereoSound): Float32Array {
  const step = Math.round((rate * STEP_MS) / 1000) * 2;
  const count = Math.floor(samples.length / step);
  return Float32Array.from({ length: count }, (_, at) => {
    let squares = 0;
    for (let index = at * step; index < (at + 1) * step; index += 1) squares += (samples[index] ?? 0) ** 2;
    return Math.max(-120, 10 * Math.log10(squares / step + 1e-12));
  });
}

/** Below speech by this much it is a pause, above the noise of the room by this much it is none. */
const BELOW_SPEECH_DB = 26;
const ABOVE_NOISE_DB = 7;
/** Where speech and noise are this far apart, sound alone tells them apart. */
const CLEAR_RANGE_DB = 20;
/** Closer than this, as in music that plays on, there are no pauses; in between, the words have a say as well. */
const MIN_RANGE_DB = 6;
/** Of the way from noise to speech, where the room is noisy. */
const NOISY_SHARE = 0.42;
const MIN_PAUSE_MS = 60;
/** Steps to both sides over which loudness is averaged: noise flickers, speech lasts. */
const AROUND = 4;
/** The outer parts of a word may be quiet: its times are not that exact. */
const WORD_EDGE = 0.25;

/**
 * Where nobody speaks: stretches that are quiet for what the clip is, and in a
 * noisy room lie between words. Empty where it never gets quiet.
 */
export function pausesOf(envelope: Float32Array, words: readonly Span[]): Span[] {
  const smooth = smoothed(envelope);
  const sorted = smooth.toSorted();
  const speech = sorted[Math.floor(sorted.length * 0.85)] ?? -120;
  const noise = sorted[Math.floor(sorted.length * 0.05)] ?? -120;
  const range = speech - noise;
  if (range < MIN_RANGE_DB) return [];
  const clear = range >= CLEAR_RANGE_DB;
  const threshold = clear
    ? Math.min(speech - 14, Math.max(noise + ABOVE_NOISE_DB, speech - BELOW_SPEECH_DB))
    : noise + range * NOISY_SHARE;
  const spoken = clear ? new Uint8Array(smooth.length) : spokenSteps(words, smooth.length);
  const pauses: { startMs: number; endMs: number }[] = [];
  for (const [at, level] of smooth.entries()) {
    if (level >= threshold || spoken[at] === 1) continue;
    const startMs = at * STEP_MS;
    const last = pauses.at(-1);
    if (last && startMs === last.endMs) last.endMs = startMs + STEP_MS;
    else pauses.push({ startMs, endMs: startMs + STEP_MS });
  }
  return pauses.filter((pause) => pause.endMs - pause.startMs >= MIN_PAUSE_MS);
}

function smoothed(envelope: Float32Array): Float32Array {
  const power = envelope.map((level) => 10 ** (level / 10));
  return envelope.map((_, at) => {
    const part = power.subarray(Math.max(0, at - AROUND), at + AROUND + 1);
    return 10 * Math.log10(part.reduce((sum, value) => sum + value, 0) / part.length);
  });
}

function spokenSteps(words: readonly Span[], steps: number): Uint8Array {
  const spoken = new Uint8Array(steps);
  for (const { startMs, endMs } of words) {
    const edge = (endMs - startMs) * WORD_EDGE;
    spoken.fill(1, Math.floor((startMs + edge) / STEP_MS), Math.ceil((endMs - edge) / STEP_MS));
  }
  return spoken;
}

/** The quietest moment around this one: where a cut does the least harm. */
export function quietestNear(envelope: Float32Array, ms: number, from: number, to: number): number {
  let best = ms;
  let lowest = Number.POSITIVE_INFINITY;
  for (let at = Math.max(0, Math.ceil(from / STEP_MS)); at <= Math.floor(to / STEP_MS); at += 1) {
    // A little further away must be quieter for it.
    const level = (envelope[at] ?? 0) + Math.abs(at * STEP_MS - ms) * 0.05;
    if (level < lowest) {
      lowest = level;
      best = at * STEP_MS + STEP_MS / 2;
    }
  }
  return best;
}

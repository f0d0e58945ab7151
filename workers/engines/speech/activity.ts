import { type Envelope, FRAME_MS, SILENCE_DB, smoothed } from './envelope.ts';

/** A stretch of frames in which something sounds. `to` is exclusive. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** The room is judged over 30 s around each moment. */
const WINDOW_FRAMES = 30_000 / FRAME_MS;
const STEP_FRAMES = 1_000 / FRAME_MS;
const SMOOTH_FRAMES = 2;
/** Less than this between the quiet and the loud: steady noise, nobody speaks. Pink noise has 3.3 dB. */
const MIN_RANGE_DB = 6;
/** What is this far below the loudest of the whole file is not meant to be heard. */
const MAX_BELOW_TOP_DB = 50;
const QUIETEST_DB = -72;
const JOIN_FRAMES = 150 / FRAME_MS;
const MIN_FRAMES = 60 / FRAME_MS;

/**
 * Where something sounds above the room: louder than the noise floor of its
 * surroundings, by more where the recording is clean. Steady noise and digital
 * silence give nothing.
 */
export function activeStretches(envelope: Envelope): Stretch[] {
  const levels = smoothed(envelope.levels, SMOOTH_FRAMES);
  const thresholds = localThresholds(levels);
  const stretches: { from: number; to: number }[] = [];
  for (let i = 0; i < levels.length; i++) {
    if ((levels[i] ?? SILENCE_DB) < (thresholds[Math.floor(i / STEP_FRAMES)] ?? Infinity)) continue;
    const last = stretches.at(-1);
    if (last && i - last.to <= JOIN_FRAMES) last.to = i + 1;
    else stretches.push({ from: i, to: i + 1 });
  }
  return stretches.filter((stretch) => stretch.to - stretch.from >= MIN_FRAMES);
}

/** One threshold a second. Counted by a histogram of half decibels that moves along. */
function localThresholds(levels: Float32Array): Float32Array {
  const steps = Math.max(1, Math.ceil(levels.length / STEP_FRAMES));
  const ranges = new Float32Array(steps);
  const floors = new Float32Array(steps);
  const histogram = createHistogram();
  let from = 0;
  let to = 0;
  let loudest = SILENCE_DB;
  for (let step = 0; step < steps; step++) {
    const middle = (step + 0.5) * STEP_FRAMES;
    // At the ends the window stays as long as it can: it leans inwards.
    const first = Math.max(0, Math.min(middle - WINDOW_FRAMES / 2, levels.length - WINDOW_FRAMES));
    const last = Math.min(levels.length, first + WINDOW_FRAMES);
    for (; to < last; to++) histogram.add(levels[to] ?? SILENCE_DB, 1);
    for (; from < first; from++) histogram.add(levels[from] ?? SILENCE_DB, -1);
    const floor = histogram.quantile(0.1);
    const top = histogram.quantile(0.995);
    floors[step] = floor;
    ranges[step] = top - floor;
    loudest = Math.max(loudest, top);
  }
  const lowest = Math.max(QUIETEST_DB, loudest - MAX_BELOW_TOP_DB);
  return floors.map((floor, step) => {
    const range = ranges[step] ?? 0;
    if (range < MIN_RANGE_DB) return Infinity;
    return Math.max(lowest, floor + Math.min(10, Math.max(4, range * 0.3)));
  });
}

const BINS_PER_DB = 2;

function createHistogram() {
  const counts = new Int32Array(-SILENCE_DB * BINS_PER_DB + 1);
  let total = 0;
  return {
    add(level: number, count: number) {
      const bin = Math.round((Math.min(0, level) - SILENCE_DB) * BINS_PER_DB);
      counts[bin] = (counts[bin] ?? 0) + count;
      total += count;
    },
    quantile(share: number): number {
      let rest = total * share;
      for (let bin = 0; bin < counts.length; bin++) {
        rest -= counts[bin] ?? 0;
        if (rest < 0) return bin / BINS_PER_DB + SILENCE_DB;
      }
      return 0;
    },
  };
}

import type { Stretch } from './activity.ts';
import { type Envelope, FRAME_MS, SILENCE_DB, smoothed } from './envelope.ts';

/** A part of the file inside a pack. Frames of 10 ms; `to` is exclusive. */
export interface Piece {
  readonly from: number;
  readonly to: number;
}

/**
 * What whisper gets in one go: parts of the file with the silence between them
 * taken out. Never longer than its window of 30 s, so that each pack costs one
 * pass, a loop ends with its pack, and a kill loses at most one.
 */
export interface Pack {
  readonly pieces: readonly Piece[];
}

/** How much sound there is in a pack, in milliseconds. */
export function lengthMs(pack: Pack | undefined): number {
  return (pack?.pieces ?? []).reduce((sum, piece) => sum + (piece.to - piece.from) * FRAME_MS, 0);
}

const frames = (ms: number) => Math.round(ms / FRAME_MS);

/** Pauses up to this stay as they are: they carry the punctuation. */
const LONGEST_PAUSE = frames(1500);
/** What stays of a longer one on either side. */
const MARGIN = frames(500);
const MAX_PACK = frames(29_000);
/** A pause this long is as good a place to cut as any. */
const GOOD_PAUSE = frames(700);
const FORCED_EVERY = frames(1500);
const FORCED_MARGIN = frames(8000);
/** Costs, in packs: a cut without any pause may break a word. */
const PAUSE_COST = 1.2;
const FORCED_COST = 2;

interface Cut {
  /** Where the part before it ends and the part after it begins. */
  readonly end: number;
  readonly start: number;
  readonly cost: number;
}

/**
 * Divides what sounds into packs: cut in the longest pauses, as few as
 * possible (shortest path over all places to cut).
 */
export function packSpeech(stretches: readonly Stretch[], envelope: Envelope): Pack[] {
  const total = envelope.levels.length;
  const first = stretches[0];
  const last = stretches.at(-1);
  if (!first || !last) return [];
  const opening = Math.max(0, first.from - MARGIN);
  const closing = Math.min(total, last.to + MARGIN);
  const cuts: Cut[] = [
    { end: opening, start: opening, cost: 0 },
    ...placesToCut(stretches, envelope),
    { end: closing, start: closing, cost: 0 },
  ];
  const sounding = createSounding(stretches);
  const best = [{ cost: 0, from: 0 }];
  for (let to = 1; to < cuts.length; to++) {
    let choice = { cost: Infinity, from: to - 1 };
    for (let from = to - 1; from >= 0; from--) {
      const length = sounding.length(at(cuts, from).start, at(cuts, to).end);
      if (length > MAX_PACK && from < to - 1) break;
      const cost = at(best, from).cost + at(cuts, to).cost + 1 + (length > MAX_PACK ? 1000 : 0);
      if (cost < choice.cost) choice = { cost, from };
    }
    best.push(choice);
  }
  const packs: Pack[] = [];
  for (let to = cuts.length - 1; to > 0; ) {
    const { from } = at(best, to);
    packs.push({ pieces: sounding.pieces(at(cuts, from).start, at(cuts, to).end) });
    to = from;
  }
  return packs.reverse().filter((pack) => pack.pieces.length > 0);
}

function placesToCut(stretches: readonly Stretch[], envelope: Envelope): Cut[] {
  const levels = smoothed(envelope.levels, 4);
  const cuts: Cut[] = [];
  stretches.forEach((stretch, index) => {
    cuts.push(...forcedCuts(stretch, levels));
    const next = stretches[index + 1];
    if (!next) return;
    const pause = next.from - stretch.to;
    const margin = Math.min(MARGIN, Math.floor(pause / 2));
    const cost = PAUSE_COST * Math.max(0, 1 - pause / GOOD_PAUSE);
    cuts.push({ end: stretch.to + margin, start: next.from - margin, cost });
  });
  return cuts;
}

/** Somebody speaks for long without any pause: the quietest moments have to do. */
function forcedCuts(stretch: Stretch, levels: Float32Array): Cut[] {
  const cuts: Cut[] = [];
  for (let from = stretch.from + FORCED_MARGIN; from < stretch.to - FORCED_EVERY; from += FORCED_EVERY) {
    let quietest = from;
    for (let i = from; i < from + FORCED_EVERY; i++) {
      if ((levels[i] ?? SILENCE_DB) < (levels[quietest] ?? SILENCE_DB)) quietest = i;
    }
    cuts.push({ end: quietest, start: quietest, cost: FORCED_COST });
  }
  return cuts;
}

/** The file without its long silences. */
function createSounding(stretches: readonly Stretch[]) {
  // Ends of what stays: [from, to) in the file, and where that lies when the silences are out.
  const kept: { from: number; to: number; at: number }[] = [];
  for (const stretch of stretches) {
    const last = kept.at(-1);
    if (last && stretch.from - last.to <= LONGEST_PAUSE) last.to = stretch.to;
    else kept.push({ from: stretch.from, to: stretch.to, at: 0 });
  }
  let position = 0;
  for (const [index, part] of kept.entries()) {
    const before = kept[index - 1];
    part.from = Math.max(before ? before.to : 0, part.from - MARGIN);
    part.to += MARGIN;
    const next = kept[index + 1];
    if (next) part.to = Math.min(part.to, next.from - MARGIN);
    part.at = position;
    position += part.to - part.from;
  }
  /** The first part that ends after this frame. */
  const firstAfter = (frame: number) => {
    let low = 0;
    let high = kept.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (at(kept, middle).to > frame) high = middle;
      else low = middle + 1;
    }
    return low;
  };
  const positionOf = (frame: number) => {
    const part = kept[firstAfter(frame)];
    return part ? part.at + Math.max(0, frame - part.from) : position;
  };
  return {
    length: (from: number, to: number) => positionOf(to) - positionOf(from),
    pieces(from: number, to: number): Piece[] {
      const pieces: Piece[] = [];
      for (let i = firstAfter(from); i < kept.length && at(kept, i).from < to; i++) {
        const piece = { from: Math.max(from, at(kept, i).from), to: Math.min(to, at(kept, i).to) };
        if (piece.to > piece.from) pieces.push(piece);
      }
      return pieces;
    },
  };
}

function at<T>(list: readonly T[], index: number): T {
  const item = list[index];
  if (item === undefined) throw new RangeError(`no item ${index} of ${list.length}`);
  return item;
}

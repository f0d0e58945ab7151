import type { Sentence } from './episode.ts';

/** Sentences `from` to `to`, both inclusive. */
export interface Candidate {
  readonly from: number;
  readonly to: number;
  readonly startMs: number;
  readonly endMs: number;
}

export interface LengthLimits {
  readonly minMs: number;
  readonly maxMs: number;
  readonly targetMs: number;
}

/** More than this apart, two sentences are not one thought. */
const LONGEST_GAP_MS = 8000;

/**
 * The window of whole sentences that comes nearest to the target, from each
 * sentence on. None where an unusable sentence, a long gap or the limits leave
 * no room. Linear in the number of sentences.
 */
export function gridOf(
  sentences: readonly Sentence[],
  limits: LengthLimits,
  unusable: (at: number) => boolean,
): Candidate[] {
  const grid: Candidate[] = [];
  for (const from of sentences.keys()) {
    let best: Candidate | null = null;
    for (const candidate of windowsFrom(sentences, from, limits, unusable)) {
      if (best === null || offTarget(candidate, limits) < offTarget(best, limits)) best = candidate;
    }
    if (best) grid.push(best);
  }
  return grid;
}

/** Every window of the allowed lengths that begins with this sentence, shortest first. */
export function windowsFrom(
  sentences: readonly Sentence[],
  from: number,
  limits: LengthLimits,
  unusable: (at: number) => boolean,
): Candidate[] {
  const found: Candidate[] = [];
  const first = sentences[from];
  if (!first) return found;
  let endMs = first.endMs;
  for (let to = from; to < sentences.length; to += 1) {
    const last = sentences[to];
    if (!last || unusable(to) || last.startMs - endMs > LONGEST_GAP_MS) break;
    // Where sentences overlap, the clip must hold the end of each.
    endMs = Math.max(endMs, last.endMs);
    const ms = endMs - first.startMs;
    if (ms > limits.maxMs) break;
    if (ms >= limits.minMs) found.push({ from, to, startMs: first.startMs, endMs });
  }
  return found;
}

/** How far a window is from the wished length, as a share of it. */
export function offTarget({ startMs, endMs }: Candidate, { targetMs }: LengthLimits): number {
  return Math.abs(endMs - startMs - targetMs) / targetMs;
}

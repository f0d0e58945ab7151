import { type Candidate, type LengthLimits, offTarget, windowsFrom } from './candidates.ts';
import type { Sentence } from './episode.ts';
import { diversify, type StoryComparer } from './rules/index.ts';

export interface ScoredCandidate extends Candidate {
  readonly score: number;
}

export interface SelectOptions {
  readonly count: number;
  readonly durationMs: number;
  readonly limits: LengthLimits;
  readonly unusable: (at: number) => boolean;
  /** Only moments for which this holds, in whatever length. */
  readonly within: (candidate: Candidate) => boolean;
  readonly score: (candidate: Candidate) => number;
  readonly stories: StoryComparer;
}

/** So many of the best moments, for each clip that is wanted, are tried in other lengths. */
const TRIED_FOR_EACH = 30;
/** Within this share of the target a length is as good as another. */
const FREE_LENGTH = 0.2;

/**
 * The best moments without overlap, each in the best of several lengths around
 * the target: a better end or beginning may make it up to a fifth longer or
 * shorter. At least one length remains where nothing fits that closely.
 */
export function selectClips(
  sentences: readonly Sentence[],
  grid: readonly Candidate[],
  options: SelectOptions,
): ScoredCandidate[] {
  const { limits, unusable, within, score, stories, count, durationMs } = options;
  const rough = grid.map((candidate) => ({ ...candidate, score: score(candidate) }));
  rough.sort((a, b) => b.score - a.score || a.startMs - b.startMs);
  const tried = Math.max(100, count * TRIED_FOR_EACH);
  const refined = rough.slice(0, tried).map((candidate) => {
    let best = candidate;
    for (const other of windowsFrom(sentences, candidate.from, limits, unusable)) {
      if (other.to === candidate.to || offTarget(other, limits) > FREE_LENGTH) continue;
      const value = score(other);
      if (value > best.score && within(other)) best = { ...other, score: value };
    }
    return best;
  });
  return diversify([...refined, ...rough.slice(tried)], {
    count,
    durationMs,
    similarity: stories.similarity,
    sameStory: stories.sameStory,
  });
}

import { type Candidate, type LengthLimits, offTarget, windowsFrom } from './candidates.ts';
import type { Sentence } from './episode.ts';
import { diversify, type StoryComparer } from './rules/index.ts';

/** A clip, and the moment that was scored: the clip is the moment with its best beginning and end. */
export interface ScoredCandidate extends Candidate {
  readonly moment: Candidate;
  readonly score: number;
}

export interface SelectOptions {
  readonly count: number;
  readonly durationMs: number;
  readonly limits: LengthLimits;
  readonly unusable: (at: number) => boolean;
  /** Only windows for which this holds. */
  readonly within: (candidate: Candidate) => boolean;
  readonly score: (moment: Candidate, clip: Candidate) => number;
  /** How well a clip begins and ends, in shares of the score. */
  readonly edges: (clip: Candidate) => number;
  readonly stories: StoryComparer;
}

/** So many of the best moments, for each clip that is wanted, are given their best beginning and end. */
const TRIED_FOR_EACH = 15;
/** A better beginning is looked for so many sentences before and after. */
const REACH = 3;
/** This share of the moment stays in the clip, and the length stays this close to the target. */
const KEPT_SHARE = 0.75;
const FREE_LENGTH = 0.1;
/** What leaving the moment wholly would cost, in shares of the score. */
const AWAY = 0.015;

/**
 * The best moments without overlap, each given the best beginning and end around
 * it. Edges are judged by nothing but how they sound, and the score stays that
 * of the moment: choosing among many windows by the score picks out its noise
 * (measured: .02 of recall), this costs nothing.
 */
export function selectClips(
  sentences: readonly Sentence[],
  grid: readonly Candidate[],
  options: SelectOptions,
): ScoredCandidate[] {
  const { score, edges, stories, count, durationMs } = options;
  const rough = grid.map((moment) => ({ moment, score: score(moment, moment) - edges(moment) }));
  rough.sort((a, b) => b.score - a.score || a.moment.startMs - b.moment.startMs);
  const tried = Math.max(100, count * TRIED_FOR_EACH);
  const contenders = rough.map(({ moment, score: own }, at) => {
    const clip = at < tried ? bestEdges(sentences, moment, options) : moment;
    return { ...clip, moment, score: own + edges(clip) };
  });
  const variety = { count, durationMs, similarity: stories.similarity, sameStory: stories.sameStory };
  const chosen = diversify(contenders.slice(0, tried), variety);
  return chosen.length < count ? diversify(contenders, variety) : chosen;
}

function bestEdges(sentences: readonly Sentence[], moment: Candidate, options: SelectOptions): Candidate {
  const { limits, unusable, within, edges } = options;
  let best = moment;
  let most = edges(moment);
  for (let from = Math.max(0, moment.from - REACH); from <= moment.from + REACH; from += 1) {
    for (const other of windowsFrom(sentences, from, limits, unusable)) {
      if (offTarget(other, limits) > FREE_LENGTH) continue;
      const shared = Math.min(other.endMs, moment.endMs) - Math.max(other.startMs, moment.startMs);
      const kept = shared / (moment.endMs - moment.startMs);
      if (kept < KEPT_SHARE || !within(other)) continue;
      const value = edges(other) - AWAY * (1 - kept);
      if (value > most) {
        best = other;
        most = value;
      }
    }
  }
  return best;
}

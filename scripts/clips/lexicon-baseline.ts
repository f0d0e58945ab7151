import { type Candidate, gridOf, type LengthLimits } from '#workers/scoring/candidates.ts';
import type { ScoringEpisode } from '#workers/scoring/episode.ts';
import { type HandSetSignal, LEXICON_SIGNALS } from './hand-set-signals.ts';

/**
 * What this project had before it learned: lists of words with weights by hand.
 * Kept to be measured against. Scores every window of the grid.
 */
export function lexiconScores(
  episode: ScoringEpisode,
  limits: LengthLimits,
): (Candidate & { readonly score: number })[] {
  const hits = episode.sentences.map(({ text }) => LEXICON_SIGNALS.map((signal) => countIn(text, signal)));
  return gridOf(episode.sentences, limits, () => false).map((candidate) => {
    let score = 0;
    for (const [at, { each, most }] of LEXICON_SIGNALS.entries()) {
      let count = 0;
      for (let row = candidate.from; row <= candidate.to; row += 1) count += hits[row]?.[at] ?? 0;
      score += Math.min(most, each * count);
    }
    return { ...candidate, score };
  });
}

function countIn(text: string, { pattern }: HandSetSignal): number {
  return text.match(pattern)?.length ?? 0;
}

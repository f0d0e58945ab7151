import { type Candidate, gridOf, type LengthLimits } from '#workers/scoring/candidates.ts';
import type { ScoringEpisode } from '#workers/scoring/episode.ts';
import { numbers } from './folds.ts';
import { lexiconScores } from './lexicon-baseline.ts';

const COUNT = 10;
const random = numbers(7);

/** Whole sentences near this length, as the baselines see them. */
function windows(episode: ScoringEpisode, targetMs: number): Candidate[] {
  return gridOf(episode.sentences, limits(targetMs), () => false);
}

function limits(targetMs: number): LengthLimits {
  return { minMs: 12_000, maxMs: 60_000, targetMs };
}

/** Chance: windows in no order. */
export function randomWindows(episode: ScoringEpisode, targetMs: number): Candidate[] {
  return best(windows(episode, targetMs).map((window) => ({ ...window, score: random() })));
}

export function earliestFirst(episode: ScoringEpisode, targetMs: number): Candidate[] {
  return best(windows(episode, targetMs).map((window) => ({ ...window, score: -window.startMs })));
}

/** A rule of two terms: who speaks most is talking, and it is early. */
export function guestEarly(episode: ScoringEpisode, targetMs: number): Candidate[] {
  const { sentences } = episode;
  const spoken = new Map<string | null, number>();
  for (const { speaker, startMs, endMs } of sentences)
    spoken.set(speaker, (spoken.get(speaker) ?? 0) + endMs - startMs);
  const guest = [...spoken].sort((a, b) => b[1] - a[1])[0]?.[0];
  const last = Math.max(1, sentences.at(-1)?.endMs ?? 1);
  return best(
    windows(episode, targetMs).map((window) => {
      const own = sentences.slice(window.from, window.to + 1).filter(({ speaker }) => speaker === guest);
      const ms = own.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);
      return { ...window, score: ms / (window.endMs - window.startMs) - (0.3 * window.startMs) / last };
    }),
  );
}

/** Lists of 'strong' words with weights by hand. */
export function lexicons(episode: ScoringEpisode, targetMs: number): Candidate[] {
  return best(lexiconScores(episode, limits(targetMs)));
}

function best(scored: (Candidate & { score: number })[]): Candidate[] {
  const kept: Candidate[] = [];
  for (const candidate of scored.sort((a, b) => b.score - a.score)) {
    if (kept.length === COUNT) break;
    if (kept.every((other) => candidate.endMs <= other.startMs || candidate.startMs >= other.endMs))
      kept.push(candidate);
  }
  return kept;
}

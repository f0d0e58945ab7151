import { numbers } from '#scripts/clips/folds.ts';
import type { ScoringEpisode } from '#workers/scoring/episode.ts';
import type { SentenceVectors } from '#workers/scoring/features/meaning.ts';

const DIMENSIONS = 384;

/** Vectors of unit length without a meaning, the same for the same seed. */
export function randomVectors(episode: ScoringEpisode, seed: number): SentenceVectors {
  const random = numbers(seed);
  const unit = () => {
    const row = Float32Array.from({ length: DIMENSIONS }, () => random() + random() + random() - 1.5);
    const length = Math.sqrt(row.reduce((sum, value) => sum + value * value, 0));
    return row.map((value) => value / length);
  };
  const rows = new Float32Array(episode.sentences.length * DIMENSIONS);
  for (const at of episode.sentences.keys()) rows.set(unit(), at * DIMENSIONS);
  return { dimensions: DIMENSIONS, rows, title: episode.title === null ? null : unit() };
}

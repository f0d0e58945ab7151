import type { BenchEpisode } from '#workers/scoring/episode.ts';
import type { SentenceVectors } from '#workers/scoring/features/meaning.ts';

export interface BenchVectors {
  readonly dimensions: number;
  readonly rows: ReadonlyMap<string, SentenceVectors>;
}

export async function benchVectors(
  _bench: readonly BenchEpisode[],
  _signal: AbortSignal,
  _say: (text: string) => void,
): Promise<BenchVectors> {
  throw new Error('not yet');
}

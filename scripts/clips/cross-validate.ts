import { setImmediate } from 'node:timers/promises';
import { type BenchEpisode, episodeOfBench } from '#workers/scoring/episode.ts';
import type { SentenceVectors } from '#workers/scoring/features/meaning.ts';
import type { Talk, Weights } from '#workers/scoring/model/weights.ts';
import { suggestFrom } from '#workers/scoring/suggest.ts';
import type { Clip } from './evaluate.ts';
import { addUp, fitWeights } from './fit.ts';
import { foldsOf } from './folds.ts';
import { readTrainingSet, type Sums } from './training-set.ts';

export const SEED = 1;
export const FOLDS = 10;
/** What `--target-seconds` offers. */
export const TARGETS = [30, 50] as const;
export type Target = (typeof TARGETS)[number];

/** The two lengths that are measured, as what the search aims at, in seconds: whole sentences come out about so long. */
const AIMS: Readonly<Record<Target, number>> = { 30: 34.5, 50: 51 };

/** Limits for one of the two lengths; room is left for the pauses at both ends. */
export function limitsFor(target: Target): { minMs: number; maxMs: number; targetMs: number } {
  return { minMs: 12_000, maxMs: 59_400, targetMs: AIMS[target] * 1000 };
}

/** Episodes in folds by guest, each fold read into sums once. */
export interface Folded {
  readonly bench: readonly BenchEpisode[];
  readonly fold: readonly number[];
  readonly sums: readonly Sums[];
  readonly dimensions: number;
  readonly vectorsOf: (episode: BenchEpisode) => SentenceVectors | null;
}

/**
 * Reads every fold into sums.
 *
 * @throws the signal's reason on abort.
 */
export async function foldUp(
  bench: readonly BenchEpisode[],
  vectorsOf: Folded['vectorsOf'],
  dimensions: number,
  signal: AbortSignal,
  onFold: (done: number) => void = () => undefined,
): Promise<Folded> {
  const fold = foldsOf(
    bench.map(({ id }) => id),
    FOLDS,
    SEED,
  );
  const sums: Sums[] = [];
  for (let each = 0; each < FOLDS; each += 1) {
    await breathe(signal);
    const own = bench.filter((_one, at) => fold[at] === each);
    sums.push(readTrainingSet(own, vectorsOf, dimensions));
    onFold(each + 1);
  }
  return { bench, fold, sums, dimensions, vectorsOf };
}

/** The set of weights as fitted on some of the folds. */
export function fitOn(folded: Folded, kept: (fold: number) => boolean, talk: Talk, embeddings: boolean): Weights {
  const sums = addUp(folded.sums.filter((_, each) => kept(each)));
  const { equations, episodes, picks, positives } = sums;
  const fitted = fitWeights(sums, { talk, embeddings, dimensions: folded.dimensions });
  const data = { episodes, picks, windows: equations.rows, positives };
  return {
    version: 1,
    ...fitted,
    provenance: { command: 'npm run clips:train', data, seed: SEED, folds: FOLDS, crossValidated: [] },
  };
}

export interface CrossOptions {
  readonly embeddings: boolean;
  readonly seconds: Target;
  /** Forget who speaks, as in our own transcripts. */
  readonly anonymous?: boolean;
  readonly count?: number;
}

/**
 * Clips of every episode by weights that have not seen its guest, chosen by the product's own code.
 *
 * @throws the signal's reason on abort.
 */
export async function crossValidate(
  folded: Folded,
  options: CrossOptions,
  signal: AbortSignal,
): Promise<Map<string, Clip[]>> {
  const { embeddings, seconds, anonymous = false, count = 10 } = options;
  const sets = new Map<string, Weights>();
  const clips = new Map<string, Clip[]>();
  for (const [at, one] of folded.bench.entries()) {
    await breathe(signal);
    const own = folded.fold[at] ?? 0;
    const weights = (talk: Talk) => {
      const key = `${talk} ${own}`;
      const known = sets.get(key) ?? fitOn(folded, (each) => each !== own, talk, embeddings);
      sets.set(key, known);
      return known;
    };
    const named = anonymous
      ? { ...one, segments: one.segments.map((segment) => ({ ...segment, speaker: null })) }
      : one;
    const { clips: found } = suggestFrom(episodeOfBench(named), {
      ...limitsFor(seconds),
      count,
      embeddings: embeddings ? folded.vectorsOf(one) : null,
      weights,
    });
    clips.set(
      one.id,
      found.map(({ startMs, endMs }) => ({ startMs, endMs })),
    );
  }
  return clips;
}

/** Lets a Ctrl-C in between two long computations. */
export async function breathe(signal: AbortSignal): Promise<void> {
  await setImmediate();
  signal.throwIfAborted();
}

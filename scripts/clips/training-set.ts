import { type Candidate, gridOf } from '#workers/scoring/candidates.ts';
import { type BenchEpisode, episodeOfBench } from '#workers/scoring/episode.ts';
import { FEATURES } from '#workers/scoring/features/definitions.ts';
import { indexEpisode } from '#workers/scoring/features/index.ts';
import { MEANING_FEATURES, MeaningIndex, type SentenceVectors } from '#workers/scoring/features/meaning.ts';
import { WindowReader } from '#workers/scoring/model/window-reader.ts';
import { excludedSentences } from '#workers/scoring/rules/index.ts';
import { NormalEquations } from './normal-equations.ts';

/** Lengths that the weights are fitted for, both at once. */
export const TRAINED_SECONDS = [32, 50] as const;
const [MIN_MS, MAX_MS] = [12_000, 60_000];

/** Sums of one group of episodes. */
export interface Sums {
  readonly equations: NormalEquations;
  readonly episodes: number;
  readonly picks: number;
  readonly positives: number;
}

/** The columns of the sums: features, similarities, dimensions of the vector. */
export function columnNames(dimensions: number): string[] {
  const features = FEATURES.map(({ name }) => name);
  return dimensions === 0
    ? features
    : [...features, ...MEANING_FEATURES, ...Array.from({ length: dimensions }, (_, at) => `vector ${at}`)];
}

type Pick = BenchEpisode['picks'][number];

/** A pick counts as found where half of it, or 30 s of it, are covered: as clipbench judges. */
export function recalls(clip: { startMs: number; endMs: number }, pick: Pick): boolean {
  const overlap = Math.min(clip.endMs, pick.endMs) - Math.max(clip.startMs, pick.startMs);
  return overlap > 0 && overlap >= Math.min(30_000, (pick.endMs - pick.startMs) / 2);
}

/**
 * Reads episodes into sums. Rows are the windows that the product itself looks
 * at, each value minus its mean over the episode's windows. A window's label is
 * 1 over the root of how many windows find the same pick, so that long picks
 * do not outweigh short ones.
 */
export function readTrainingSet(
  bench: readonly BenchEpisode[],
  vectorsOf: (episode: BenchEpisode) => SentenceVectors | null,
  dimensions: number,
): Sums {
  const equations = new NormalEquations(columnNames(dimensions).length);
  let picks = 0;
  let positives = 0;
  for (const one of bench) {
    picks += one.picks.length;
    const episode = episodeOfBench(one);
    const { sentences } = episode;
    const vectors = vectorsOf(one);
    const index = indexEpisode(episode);
    const reader = new WindowReader(index, vectors ? new MeaningIndex(sentences, vectors) : null, () => true);
    const excluded = excludedSentences(episode);
    for (const seconds of TRAINED_SECONDS) {
      const limits = { minMs: MIN_MS, maxMs: MAX_MS, targetMs: seconds * 1000 };
      const grid = gridOf(sentences, limits, (at) => excluded.has(at));
      const labels = labelsOf(grid, one.picks);
      positives += labels.filter((label) => label > 0).length;
      addCentred(equations, grid, labels, reader);
    }
  }
  return { equations, episodes: bench.length, picks, positives };
}

function labelsOf(grid: readonly Candidate[], picks: readonly Pick[]): number[] {
  const labels = new Array<number>(grid.length).fill(0);
  for (const pick of picks) {
    const found = grid.flatMap((candidate, at) => (recalls(candidate, pick) ? [at] : []));
    for (const at of found) labels[at] = (labels[at] ?? 0) + 1 / Math.sqrt(found.length);
  }
  return labels;
}

function addCentred(
  equations: NormalEquations,
  grid: readonly Candidate[],
  labels: readonly number[],
  reader: WindowReader,
): void {
  const size = equations.size;
  const read = reader.names.length;
  const rows = grid.map((candidate) => {
    const row = new Float64Array(size);
    const vector = reader.read(candidate, row);
    if (vector) row.set(vector, read);
    return row;
  });
  const means = new Float64Array(size);
  for (const row of rows)
    for (let at = 0; at < size; at += 1) means[at] = (means[at] ?? 0) + (row[at] ?? 0) / rows.length;
  const mean = labels.reduce((sum, label) => sum + label, 0) / Math.max(1, labels.length);
  for (const row of rows) {
    for (let column = 0; column < size; column += 1) row[column] = (row[column] ?? 0) - (means[column] ?? 0);
  }
  equations.addRows(
    rows,
    labels.map((label) => label - mean),
  );
}

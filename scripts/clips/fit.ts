import { FEATURES } from '#workers/scoring/features/definitions.ts';
import { MEANING_FEATURES } from '#workers/scoring/features/meaning.ts';
import type { Talk, Weights } from '#workers/scoring/model/weights.ts';
import { NormalEquations } from './normal-equations.ts';
import { columnNames, type Sums } from './training-set.ts';

export interface FitOptions {
  readonly talk: Talk;
  readonly embeddings: boolean;
  readonly dimensions: number;
}

/** How strongly weights are held to 0, in units of the columns' own spread. */
const PENALTY = 1;
/** Who speaks when, and how early, is the habit of a show: other talk gets half of it, one speaker none. */
const POSITION_SHARE = 0.5;
/** Habits of interviews: they say nothing about other talk. */
const NOT_FOR_ONE_SPEAKER: ReadonlySet<string> = new Set([
  'courtesy',
  'after a question',
  'close to the introduction',
  'introduction words',
]);
/** So many standard deviations of the windows' sums make the whole scale of 0-1. */
const RANGE = 10;
/** The unit of the vector's dimensions, as a share of their spread: about that of its strongest direction. */
const STRONG_DIRECTION = 1 / 6;

/** Adds up the sums of several groups of episodes. */
export function addUp(parts: readonly Sums[]): Sums {
  const equations = new NormalEquations(parts[0]?.equations.size ?? 0);
  for (const part of parts) equations.addAll(part.equations);
  const total = (read: (sums: Sums) => number) => parts.reduce((sum, part) => sum + read(part), 0);
  return {
    equations,
    episodes: total((sums) => sums.episodes),
    picks: total((sums) => sums.picks),
    positives: total((sums) => sums.positives),
  };
}

/** Fits a set of weights by least squares with a penalty on the weights (ridge regression): exact, no chance in it. */
export function fitWeights(sums: Sums, options: FitOptions): Omit<Weights, 'provenance' | 'version'> {
  const { talk, embeddings, dimensions } = options;
  const { equations } = sums;
  const names = columnNames(dimensions);
  const families = new Map(FEATURES.map(({ name, family }) => [name, family]));
  const left = (name: string) => {
    const family = families.get(name);
    return talk === 'single' && (family === 'speaker' || family === 'position' || NOT_FOR_ONE_SPEAKER.has(name));
  };
  const known = FEATURES.length + (embeddings ? MEANING_FEATURES.length : 0);
  const spread = (column: number) =>
    Math.sqrt((equations.products[column * equations.size + column] ?? 0) / Math.max(1, equations.rows));
  const columns = [...Array(known).keys()].filter((column) => !left(names[column] ?? '') && spread(column) > 1e-9);
  const scales = columns.map(spread);
  if (embeddings) {
    const vector = [...Array(dimensions).keys()].map((at) => FEATURES.length + MEANING_FEATURES.length + at);
    // One scale for all dimensions, that of a strong direction among them: what varies little counts little.
    const scale = STRONG_DIRECTION * Math.sqrt(vector.reduce((sum, column) => sum + spread(column) ** 2, 0));
    columns.push(...vector);
    scales.push(...vector.map(() => scale));
  }
  const solved = equations.solve(columns, scales, PENALTY);
  const weights = new Float64Array(equations.size);
  for (const [at, column] of columns.entries()) weights[column] = solved[at] ?? 0;
  for (let at = 0; at < FEATURES.length; at += 1) {
    if (FEATURES[at]?.family === 'position') weights[at] = (weights[at] ?? 0) * POSITION_SHARE;
  }
  const features: Record<string, number> = {};
  for (const column of columns) if (column < known) features[names[column] ?? ''] = rounded(weights[column] ?? 0);
  return {
    talk,
    embeddings,
    range: rounded(RANGE * deviation(equations, weights)),
    features,
    vector: embeddings ? Array.from(weights.subarray(known), rounded) : null,
  };
}

/** Standard deviation of the sums that these weights give. */
function deviation({ products, size, rows }: NormalEquations, weights: Float64Array): number {
  let variance = 0;
  for (let at = 0; at < size; at += 1) {
    const weight = weights[at] ?? 0;
    if (weight === 0) continue;
    for (let other = 0; other <= at; other += 1) {
      variance += (at === other ? 1 : 2) * weight * (weights[other] ?? 0) * (products[at * size + other] ?? 0);
    }
  }
  return Math.max(1e-9, Math.sqrt(variance / Math.max(1, rows)));
}

/** Four significant digits: readable, and the same on every machine. */
function rounded(value: number): number {
  return Number(value.toPrecision(4)) + 0;
}

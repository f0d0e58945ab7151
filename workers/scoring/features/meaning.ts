import type { ScoringEpisode, Sentence } from '../episode.ts';

/** Vectors of an episode's sentences, as the embedding engine gives them: one row of unit length per sentence. */
export interface SentenceVectors {
  readonly dimensions: number;
  /** Row after row, in the order of the sentences. */
  readonly rows: Float32Array;
  /** Of the episode's title; null where it has none. */
  readonly title: Float32Array | null;
}

/** The texts whose vectors are wanted: the title first where there is one, then every sentence. */
export function vectorTexts(episode: Pick<ScoringEpisode, 'title' | 'sentences'>): string[] {
  const texts = episode.sentences.map(({ text }) => text);
  return episode.title === null ? texts : [episode.title, ...texts];
}

/** The vectors of `vectorTexts`, put to their places. */
export function vectorsFrom(
  episode: Pick<ScoringEpisode, 'title'>,
  vectors: Float32Array,
  dimensions: number,
): SentenceVectors {
  if (episode.title === null) return { dimensions, rows: vectors, title: null };
  return { dimensions, rows: vectors.subarray(dimensions), title: vectors.subarray(0, dimensions) };
}

const NEIGHBOUR_MS = 60_000;
const INTRO_MS = 180_000;

/** The meaning of any window of an episode: running sums of its sentence vectors. */
export class MeaningIndex {
  readonly dimensions: number;
  readonly #sums: Float64Array;
  readonly #weights: Float64Array;
  readonly #starts: Float64Array;
  readonly #mean: Float64Array;
  readonly #centroid: Float64Array;
  readonly #title: Float64Array | null;
  readonly #intro: Float64Array;

  /** Sentences weigh by the square root of their words: long ones say more, but not all. */
  constructor(sentences: readonly Sentence[], vectors: SentenceVectors) {
    const { dimensions, rows } = vectors;
    if (rows.length !== sentences.length * dimensions) throw new RangeError('one vector for every sentence is needed');
    this.dimensions = dimensions;
    this.#sums = new Float64Array((sentences.length + 1) * dimensions);
    this.#weights = new Float64Array(sentences.length + 1);
    this.#starts = Float64Array.from(sentences, ({ startMs }) => startMs);
    for (const [at, { wordCount }] of sentences.entries()) {
      const weight = Math.sqrt(Math.max(1, wordCount));
      this.#weights[at + 1] = (this.#weights[at] ?? 0) + weight;
      const from = at * dimensions;
      for (let d = 0; d < dimensions; d += 1) {
        this.#sums[from + dimensions + d] = (this.#sums[from + d] ?? 0) + weight * (rows[from + d] ?? 0);
      }
    }
    this.#mean = new Float64Array(dimensions);
    this.#mean = this.#meanOf(0, sentences.length);
    this.#centroid = unit(this.#mean);
    const titled = vectors.title;
    this.#title = titled ? unit(this.#mean.map((value, d) => (titled[d] ?? 0) - value)) : null;
    this.#intro = unit(this.#meanOf(0, this.#firstAt((this.#starts[0] ?? 0) + INTRO_MS)));
  }

  /** Mean of the sentences `from` to `to`, both inclusive, minus the episode's mean. */
  vector(from: number, to: number): Float64Array {
    return this.#meanOf(from, to + 1);
  }

  /** Similarities by the names in `MEANING_FEATURES`, of a window given with its vector. */
  similarities(from: number, to: number, vector: Float64Array, endMs: number): number[] {
    const own = unit(vector);
    const startMs = this.#starts[from] ?? 0;
    const before = this.#meanOf(Math.min(from, this.#firstAt(startMs - NEIGHBOUR_MS)), from);
    const after = this.#meanOf(to + 1, Math.max(to + 1, this.#firstAt(endMs + NEIGHBOUR_MS)));
    const whole = unit(vector.map((value, d) => value + (this.#mean[d] ?? 0)));
    return [
      this.#title ? dot(own, this.#title) : 0,
      dot(own, this.#intro),
      dot(whole, this.#centroid),
      Math.sqrt(dot(vector, vector)),
      dot(own, unit(before)),
      dot(own, unit(after)),
    ];
  }

  /** Cosine of the meanings of two windows, -1 to 1. */
  cosine(a: { from: number; to: number }, b: { from: number; to: number }): number {
    return dot(unit(this.vector(a.from, a.to)), unit(this.vector(b.from, b.to)));
  }

  /** Zeros for an empty stretch: no likeness to anything. */
  #meanOf(from: number, end: number): Float64Array {
    const mean = new Float64Array(this.dimensions);
    const weight = (this.#weights[end] ?? 0) - (this.#weights[from] ?? 0);
    if (weight <= 0) return mean;
    const [low, high] = [from * this.dimensions, end * this.dimensions];
    for (let d = 0; d < this.dimensions; d += 1) {
      mean[d] = ((this.#sums[high + d] ?? 0) - (this.#sums[low + d] ?? 0)) / weight - (this.#mean[d] ?? 0);
    }
    return mean;
  }

  /** The first sentence that begins at this time or later. */
  #firstAt(ms: number): number {
    let [low, high] = [0, this.#starts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#starts[middle] ?? 0) < ms) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** How close the sentences of any window come to one text: the mean of their cosines, weighed by length. */
export function closenessTo(
  text: Float32Array,
  sentences: readonly Sentence[],
  { rows, dimensions }: SentenceVectors,
): (window: { from: number; to: number }) => number {
  const sums = new Float64Array(sentences.length + 1);
  const weights = new Float64Array(sentences.length + 1);
  for (const [at, { wordCount }] of sentences.entries()) {
    const weight = Math.sqrt(Math.max(1, wordCount));
    let cosine = 0;
    for (let d = 0; d < dimensions; d += 1) cosine += (text[d] ?? 0) * (rows[at * dimensions + d] ?? 0);
    sums[at + 1] = (sums[at] ?? 0) + weight * cosine;
    weights[at + 1] = (weights[at] ?? 0) + weight;
  }
  return ({ from, to }) =>
    ((sums[to + 1] ?? 0) - (sums[from] ?? 0)) / Math.max(1e-9, (weights[to + 1] ?? 0) - (weights[from] ?? 0));
}

/** In the order of `similarities`. */
export const MEANING_FEATURES = [
  'close to the title',
  'close to the introduction',
  'close to the whole',
  'on one subject',
  'close to what came before',
  'close to what follows',
] as const;

export function dot(a: Float64Array | readonly number[], b: Float64Array | readonly number[]): number {
  let sum = 0;
  for (let d = 0; d < a.length; d += 1) sum += (a[d] ?? 0) * (b[d] ?? 0);
  return sum;
}

function unit(vector: Float64Array): Float64Array {
  const length = Math.sqrt(dot(vector, vector));
  return length > 1e-9 ? vector.map((value) => value / length) : vector;
}

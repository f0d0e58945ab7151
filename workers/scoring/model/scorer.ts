import type { EpisodeIndex } from '../features/index.ts';
import { dot, type MeaningIndex } from '../features/meaning.ts';
import type { WindowView } from '../features/window.ts';
import type { Weights } from './weights.ts';
import { type Span, WindowReader } from './window-reader.ts';

/** What one feature adds to a window's sum. */
export interface Part {
  readonly feature: string;
  readonly amount: number;
  /** How many standard deviations of this episode it lies above its mean. */
  readonly deviation: number;
}

/** The name of the sentence vector's part. */
export const VECTOR_PART = 'meaning';

/**
 * Scores the windows of one episode. Every feature counts by how far it lies from
 * its mean over the episode, so that a sum of 0 is the average moment of this very
 * episode, and what cannot differ inside it (one speaker, no title) has no effect.
 */
export class Scorer {
  readonly #reader: WindowReader;
  readonly #vector: readonly number[] | null;
  /** Of what the reader reads; then 1 for the vector's product, where there is a vector. */
  readonly #weights: Float64Array;
  readonly #means: Float64Array;
  readonly #deviations: Float64Array;
  readonly #values: Float64Array;

  /** @param reference the windows whose mean is the average moment; linear in their number. */
  constructor(index: EpisodeIndex, meaning: MeaningIndex | null, weights: Weights, reference: readonly Span[]) {
    this.#vector = meaning ? weights.vector : null;
    this.#reader = new WindowReader(
      index,
      this.#vector ? meaning : null,
      ({ name }) => weights.features[name] !== undefined,
    );
    const own = this.#reader.names.map((name) => weights.features[name] ?? 0);
    this.#weights = Float64Array.from(this.#vector ? [...own, 1] : own);
    this.#values = new Float64Array(this.#weights.length);
    this.#means = new Float64Array(this.#weights.length);
    this.#deviations = new Float64Array(this.#weights.length);
    const squares = new Float64Array(this.#weights.length);
    const count = Math.max(1, reference.length);
    for (const span of reference) {
      const values = this.#read(span);
      for (let at = 0; at < values.length; at += 1) {
        const value = values[at] ?? 0;
        this.#means[at] = (this.#means[at] ?? 0) + value / count;
        squares[at] = (squares[at] ?? 0) + (value * value) / count;
      }
    }
    for (let at = 0; at < squares.length; at += 1) {
      this.#deviations[at] = Math.sqrt(Math.max(0, (squares[at] ?? 0) - (this.#means[at] ?? 0) ** 2));
    }
  }

  /** A view of the episode's windows, for reading what triggered a signal. */
  get view(): WindowView {
    return this.#reader.view;
  }

  /** How far a window is above the episode's average moment, in the units of the weights. */
  sum(span: Span): number {
    const values = this.#read(span);
    let sum = 0;
    for (let at = 0; at < values.length; at += 1) {
      sum += (this.#weights[at] ?? 0) * ((values[at] ?? 0) - (this.#means[at] ?? 0));
    }
    return sum;
  }

  /** The same, feature by feature; the amounts add up to `sum`. */
  parts(span: Span): Part[] {
    const values = this.#read(span);
    const names = [...this.#reader.names, VECTOR_PART];
    return Array.from(values, (value, at) => {
      const above = value - (this.#means[at] ?? 0);
      const deviation = this.#deviations[at] ?? 0;
      return {
        feature: names[at] ?? '',
        amount: (this.#weights[at] ?? 0) * above,
        deviation: deviation > 1e-9 ? above / deviation : 0,
      };
    });
  }

  /** Features, similarities, product of the vectors; valid until the next call. */
  #read(span: Span): Float64Array {
    const vector = this.#reader.read(span, this.#values);
    if (vector && this.#vector) this.#values[this.#reader.names.length] = dot(this.#vector, vector);
    return this.#values;
  }
}

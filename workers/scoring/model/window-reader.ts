import { FEATURES, type Feature } from '../features/definitions.ts';
import type { EpisodeIndex } from '../features/index.ts';
import { MEANING_FEATURES, type MeaningIndex } from '../features/meaning.ts';
import { WindowView } from '../features/window.ts';

/** Sentences `from` to `to`, both inclusive. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Reads the numbers of windows of one episode; the scorer and the training program read the same ones. */
export class WindowReader {
  readonly view: WindowView;
  /** What `read` fills, in order: features, then similarities. */
  readonly names: readonly string[];
  readonly #features: readonly Feature[];
  readonly #meaning: MeaningIndex | null;

  /** @param wanted which features are read; those that need English are left out elsewhere. */
  constructor(index: EpisodeIndex, meaning: MeaningIndex | null, wanted: (feature: Feature) => boolean) {
    this.view = new WindowView(index);
    this.#meaning = meaning;
    this.#features = FEATURES.filter((feature) => (index.english || !feature.english) && wanted(feature));
    this.names = [...this.#features.map(({ name }) => name), ...(meaning ? MEANING_FEATURES : [])];
  }

  /** Fills `values` and gives the window's mean sentence vector, null without embeddings. */
  read({ from, to }: Span, values: Float64Array): Float64Array | null {
    const view = this.view.move(from, to);
    let at = 0;
    for (const feature of this.#features) {
      values[at] = feature.value(view);
      at += 1;
    }
    if (!this.#meaning) return null;
    const vector = this.#meaning.vector(from, to);
    for (const similarity of this.#meaning.similarities(from, to, vector, view.last.endMs)) {
      values[at] = similarity;
      at += 1;
    }
    return vector;
  }
}

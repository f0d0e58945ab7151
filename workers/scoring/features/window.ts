import type { Sentence } from '../episode.ts';
import type { EpisodeIndex, PlainColumn } from './index.ts';
import { LEXICONS, type LexiconName } from './lexicons.ts';

/** Openers that hang on what came before; a clip that starts with one does not stand alone. */
const DANGLING_OPENER =
  /^(?:and|but|so|or|because|which|also|then|well|yeah|yes|no|right|okay|ok|um|uh|exactly|he|she|it|they|that|this|those|these|him|her|them|his|its|their)\b/iu;

const POSITION_OF = new Map<string, number>(LEXICONS.map(({ name }, index) => [name, index]));

/** A run of whole sentences as the features see it. One object serves all windows: `move` it. */
export class WindowView {
  readonly index: EpisodeIndex;
  from = 0;
  to = 0;

  constructor(index: EpisodeIndex) {
    this.index = index;
  }

  /** To the sentences `from` to `to`, both inclusive. */
  move(from: number, to: number): this {
    this.from = from;
    this.to = to;
    return this;
  }

  get first(): Sentence {
    return this.at(this.from);
  }

  get last(): Sentence {
    return this.at(this.to);
  }

  get ms(): number {
    return Math.max(1, this.last.endMs - this.first.startMs);
  }

  get count(): number {
    return this.to - this.from + 1;
  }

  get words(): number {
    return Math.max(1, this.sum('words'));
  }

  at(position: number): Sentence {
    const sentence = this.index.sentences[position];
    if (!sentence) throw new RangeError(`no sentence ${position}`);
    return sentence;
  }

  /** The sentence before the window, or null at the beginning. */
  get before(): Sentence | null {
    return this.index.sentences[this.from - 1] ?? null;
  }

  get after(): Sentence | null {
    return this.index.sentences[this.to + 1] ?? null;
  }

  sum(column: PlainColumn): number {
    const sums = this.index.plain[column];
    return (sums[this.to + 1] ?? 0) - (sums[this.from] ?? 0);
  }

  perWord(column: PlainColumn): number {
    return this.sum(column) / this.words;
  }

  perSentence(column: PlainColumn): number {
    return this.sum(column) / this.count;
  }

  /** Entries of a lexicon per 100 words, damped: the second hit says less than the first. */
  rate(lexicon: LexiconName): number {
    const sums = this.index.lexicons[POSITION_OF.get(lexicon) ?? -1];
    if (!sums) throw new RangeError(`no lexicon ${lexicon}`);
    const hits = (sums[this.to + 1] ?? 0) - (sums[this.from] ?? 0);
    return Math.sqrt((hits / this.words) * 100);
  }

  get danglingOpener(): boolean {
    return DANGLING_OPENER.test(this.first.text);
  }
}

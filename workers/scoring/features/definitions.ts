import { isQuestion } from '../sentences.ts';
import { LEXICONS, type LexiconName } from './lexicons.ts';
import type { WindowView } from './window.ts';

/** What a feature looks at; a set of weights leaves whole families out. */
export type Family = 'form' | 'words' | 'topic' | 'speaker' | 'position';

/** A number that is read off a window. */
export interface Feature {
  readonly name: string;
  readonly family: Family;
  /** Needs English words. */
  readonly english: boolean;
  readonly value: (window: WindowView) => number;
}

const feature = (name: string, family: Family, value: Feature['value'], english = false): Feature => ({
  name,
  family,
  english,
  value,
});

const words = (name: LexiconName): Feature => feature(name, 'words', (window) => window.rate(name), true);

const share = (part: number, whole: number) => (whole > 0 ? part / whole : 0);

/** Words of a lexicon in the first sentence: how it opens says more than how it goes on. */
const opens = (name: LexiconName): Feature =>
  feature(
    `opens with ${name}`,
    'words',
    (window) => {
      const { index, from } = window;
      const sums = index.lexicons[LEXICONS.findIndex((entry) => entry.name === name)];
      return sums && (sums[from + 1] ?? 0) > (sums[from] ?? 0) ? 1 : 0;
    },
    true,
  );

/**
 * Every feature in the order of the vectors. Pace, silence and pauses are none: the times of
 * the training data are interpolated inside a turn, so what they weigh there means nothing here. Values stay within a few
 * units; scaling is part of the weights.
 */
export const FEATURES: readonly Feature[] = [
  ...LEXICONS.map(({ name }) => words(name)),
  opens('you'),
  opens('i'),
  opens('negation'),
  opens('if'),
  opens('superlative'),
  opens('absolute'),
  opens('people'),
  opens('contrast'),
  opens('filler'),
  opens('insight'),
  feature('i in the past', 'words', (w) => w.rate('past') * (w.rate('i') + w.rate('we')), true),
  feature('imperatives', 'words', (w) => w.perSentence('imperatives'), true),
  feature('dangling opener', 'words', (w) => (w.danglingOpener ? 1 : 0), true),

  feature('names', 'form', (w) => Math.sqrt(w.perWord('names') * 100)),
  feature('digits', 'form', (w) => Math.sqrt(w.perWord('digits') * 100)),
  feature('questions', 'form', (w) => Math.min(3, w.sum('questions'))),
  feature('exclamations', 'form', (w) => w.perSentence('exclamations')),
  feature('word length', 'form', (w) => w.perWord('letters')),
  feature('long words', 'form', (w) => w.perWord('longWords') * 10),
  feature('repetition', 'form', (w) => Math.sqrt(w.perWord('repeats') * 100)),
  feature('content words', 'form', (w) => w.perWord('contentWords') * 10),
  feature('short sentences', 'form', (w) => w.perSentence('shortSentences')),
  feature('sentence length', 'form', (w) => Math.log(w.words / w.count)),
  feature('first sentence length', 'form', (w) => Math.log(1 + w.first.wordCount)),
  feature('last sentence length', 'form', (w) => Math.log(1 + w.last.wordCount)),
  feature('commas', 'form', (w) => w.perWord('commas') * 10),
  feature('quotes', 'form', (w) => Math.sqrt(w.perWord('quotes') * 100)),
  feature('ends finished', 'form', (w) => (w.last.finished ? 1 : 0)),
  feature('ends with a question', 'form', (w) => (isQuestion(w.last.text) ? 1 : 0)),
  feature('begins with a question', 'form', (w) => (isQuestion(w.first.text) ? 1 : 0)),
  feature('after a question', 'form', (w) => (w.before && isQuestion(w.before.text) ? 1 : 0)),
  feature('length', 'form', (w) => Math.log(w.ms / 30_000)),

  feature('title words', 'topic', (w) => Math.sqrt(w.perWord('titleWords') * 100)),
  feature('introduction words', 'topic', (w) => Math.sqrt(w.perWord('introWords') * 100)),
  feature('central words', 'topic', (w) => w.perWord('central') * 10),
  feature('fresh words', 'topic', (w) => Math.sqrt(w.perWord('fresh') * 100)),
  feature('echo', 'speaker', (w) => Math.sqrt(w.perWord('echo') * 100)),

  feature('guest share', 'speaker', (w) => share(w.sum('guestMilliseconds'), w.sum('milliseconds'))),
  feature('guest begins', 'speaker', (w) => (w.index.turns.several && w.first.speaker !== w.index.turns.host ? 1 : 0)),
  feature('guest ends', 'speaker', (w) => (w.index.turns.several && w.last.speaker !== w.index.turns.host ? 1 : 0)),
  feature('turns', 'speaker', (w) => Math.log1p(w.sum('turnStarts'))),
  feature('one turn', 'speaker', (w) => (w.index.turns.first[w.from] === w.index.turns.first[w.to] ? 1 : 0)),
  feature('depth in the turn', 'speaker', (w) => Math.log1p(Math.max(0, w.perSentence('depth')) / 15_000)),
  feature('turn length', 'speaker', (w) => Math.log1p(turnMs(w) / 15_000)),
  feature('begins a turn', 'speaker', (w) => (w.index.turns.first[w.from] === w.from ? 1 : 0)),
  feature('ends a turn', 'speaker', (w) => (w.index.turns.last[w.to] === w.to ? 1 : 0)),
  feature('rest of the turn', 'speaker', (w) => Math.log1p(restMs(w) / 15_000)),

  feature('position', 'position', (w) => position(w)),
  feature('first tenth', 'position', (w) => (position(w) < 0.1 ? 1 : 0)),
  feature('last tenth', 'position', (w) => (position(w) > 0.9 ? 1 : 0)),
  feature('minutes in', 'position', (w) => Math.log1p((w.first.startMs - w.index.beginMs) / 300_000)),
];

function position(w: WindowView): number {
  return (w.first.startMs - w.index.beginMs) / w.index.spanMs;
}

function turnMs(w: WindowView): number {
  const middle = (w.from + w.to) >> 1;
  const { first, last } = w.index.turns;
  return Math.max(0, w.at(last[middle] ?? middle).endMs - w.at(first[middle] ?? middle).startMs);
}

function restMs(w: WindowView): number {
  return Math.max(0, w.at(w.index.turns.last[w.to] ?? w.to).endMs - w.last.endMs);
}

import type { Sentence } from '../episode.ts';
import { contentWords, type Run, rarity } from '../rules/stories.ts';

export interface Likeness {
  /** 0-1: how much a run of sentences is about what the texts are about. */
  strength(run: Run): number;
  /** The words that they share, the rarest first. */
  words(run: Run): string[];
}

/** A cosine of so much is as alike as two moments of one episode get without telling the same. */
const FULL = 0.4;
const MOST_SHOWN = 6;

/** Compares moments with the words of given clips, weighted by how rare they are in the episode. */
export function likeness(sentences: readonly Pick<Sentence, 'text'>[], texts: readonly string[]): Likeness {
  const tokens = sentences.map(({ text }) => contentWords(text));
  const weights = rarity(tokens);
  const wanted = bagOf(texts.flatMap(contentWords), weights);
  const runWords = ({ from, to }: Run) => tokens.slice(from, to + 1).flat();
  return {
    strength(run) {
      const own = bagOf(runWords(run), weights);
      let product = 0;
      for (const [word, weight] of own.bag) product += weight * (wanted.bag.get(word) ?? 0);
      const cosine = own.norm > 0 && wanted.norm > 0 ? product / (own.norm * wanted.norm) : 0;
      return Math.round(Math.min(1, cosine / FULL) * 1000) / 1000;
    },
    words(run) {
      const shared = [...new Set(runWords(run))].filter((word) => wanted.bag.has(word) && (weights.get(word) ?? 0) > 0);
      return shared.sort((a, b) => (weights.get(b) ?? 0) - (weights.get(a) ?? 0)).slice(0, MOST_SHOWN);
    },
  };
}

function bagOf(words: readonly string[], weights: ReadonlyMap<string, number>) {
  const bag = new Map<string, number>();
  for (const word of words) bag.set(word, (bag.get(word) ?? 0) + (weights.get(word) ?? 0));
  return { bag, norm: Math.sqrt([...bag.values()].reduce((sum, weight) => sum + weight * weight, 0)) };
}

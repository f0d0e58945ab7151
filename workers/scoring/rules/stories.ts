import type { Sentence } from '../episode.ts';

/** A run of sentences, both inclusive. */
export interface Run {
  readonly from: number;
  readonly to: number;
}

/** Shared weight of words from which on two moments tell the same. */
const SAME_WORDS = 0.62;
/** Share of the shorter one's five-word runs that the other has as well: said again word by word. */
const SAME_SHINGLES = 0.25;
const SHINGLE = 5;
/** Cosine of sentence vectors from which on two moments tell the same. */
const SAME_MEANING = 0.9;

export interface StoryComparer {
  /** 0-1: how much two moments are about the same. */
  similarity(a: Run, b: Run): number;
  /** Whether a listener would say 'they had that already'. */
  sameStory(a: Run, b: Run): boolean;
}

/**
 * Compares moments of one episode by their words, weighted by how rare they are
 * in it, and by their meaning where vectors of the moments are given.
 *
 * @param meaning cosine of the two moments' vectors, -1 to 1.
 */
export function compareStories(
  sentences: readonly Pick<Sentence, 'text'>[],
  meaning?: (a: Run, b: Run) => number,
): StoryComparer {
  const tokens = sentences.map(({ text }) => contentWords(text));
  const weights = rarity(tokens);
  const bags = new Map<string, { words: Map<string, number>; norm: number }>();
  const bag = (run: Run) => {
    const key = `${run.from}-${run.to}`;
    const known = bags.get(key);
    if (known) return known;
    const words = new Map<string, number>();
    for (let index = run.from; index <= run.to; index += 1) {
      for (const word of tokens[index] ?? []) words.set(word, (words.get(word) ?? 0) + (weights.get(word) ?? 0));
    }
    // A word that is said ten times is not ten times as telling.
    for (const [word, weight] of words) words.set(word, Math.sqrt(weight * (weights.get(word) ?? 0)));
    const made = { words, norm: Math.sqrt([...words.values()].reduce((sum, weight) => sum + weight * weight, 0)) };
    bags.set(key, made);
    return made;
  };
  const similarity = (a: Run, b: Run) => {
    const [one, two] = [bag(a), bag(b)];
    if (one.norm === 0 || two.norm === 0) return 0;
    let product = 0;
    for (const [word, weight] of one.words) product += weight * (two.words.get(word) ?? 0);
    const byWords = product / (one.norm * two.norm);
    return meaning ? Math.max(byWords, Math.max(0, meaning(a, b) - 0.5)) : byWords;
  };
  const textOf = ({ from, to }: Run) =>
    sentences
      .slice(from, to + 1)
      .map(({ text }) => text)
      .join(' ');
  // The same few hundred moments are compared over and over.
  const runs = new Map<string, ReadonlySet<string>>();
  const shinglesOf = (run: Run) => {
    const key = `${run.from}-${run.to}`;
    const text = runs.has(key) ? '' : textOf(run);
    // Too short for runs of five words: the whole of it is one.
    const made = runs.get(key) ?? (shingles(text).size > 0 ? shingles(text) : new Set([plain(text).join(' ')]));
    runs.set(key, made);
    return made;
  };
  let sameWords: number | null = null;
  const threshold = () => {
    sameWords ??= sameWordsOf(sentences.length, similarity);
    return sameWords;
  };
  return {
    similarity,
    sameStory: (a, b) =>
      similarity(a, b) >= threshold() ||
      (meaning !== undefined && meaning(a, b) >= SAME_MEANING) ||
      sharesRuns(shinglesOf(a), shinglesOf(b)),
  };
}

/**
 * From which similarity on two moments tell the same: where few words are said
 * again and again (a lesson, a song), everything is alike, and only what is far
 * more alike than that counts.
 */
function sameWordsOf(sentenceCount: number, similarity: (a: Run, b: Run) => number): number {
  const step = Math.max(SAMPLE_SENTENCES, Math.floor(sentenceCount / SAMPLES));
  const runs: Run[] = [];
  for (let from = 0; from + SAMPLE_SENTENCES <= sentenceCount; from += step) {
    runs.push({ from, to: from + SAMPLE_SENTENCES - 1 });
  }
  const usual = runs.flatMap((one, at) => runs.slice(at + 1).map((other) => similarity(one, other)));
  if (usual.length < LEAST_PAIRS) return SAME_WORDS;
  const mean = usual.reduce((sum, value) => sum + value, 0) / usual.length;
  const deviation = Math.sqrt(usual.reduce((sum, value) => sum + (value - mean) ** 2, 0) / usual.length);
  return Math.min(NEARLY_EQUAL, Math.max(SAME_WORDS, mean + FAR_ABOVE * deviation));
}

const SAMPLES = 20;
const SAMPLE_SENTENCES = 8;
const LEAST_PAIRS = 10;
const FAR_ABOVE = 3;
const NEARLY_EQUAL = 0.97;

/** Whether one text says much of the other again, word by word. */
export function repeated(a: string, b: string): boolean {
  const [one, two] = [shingles(a), shingles(b)];
  if (one.size === 0 || two.size === 0) return a.trim() !== '' && plain(a).join(' ') === plain(b).join(' ');
  return sharesRuns(one, two);
}

function sharesRuns(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  const [fewer, more] = a.size <= b.size ? [a, b] : [b, a];
  if (fewer.size === 0) return false;
  let shared = 0;
  for (const shingle of fewer) if (more.has(shingle)) shared += 1;
  return shared / fewer.size >= SAME_SHINGLES;
}

function shingles(text: string): Set<string> {
  const words = plain(text);
  return new Set(words.slice(SHINGLE - 1).map((_, index) => words.slice(index, index + SHINGLE).join(' ')));
}

function plain(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Words that carry meaning in any language: those of more than three letters, without plural endings. */
export function contentWords(text: string): string[] {
  return plain(text)
    .filter((word) => word.length > 3 || /\p{N}|\p{Script=Han}/u.test(word))
    .map((word) => (word.length > 4 ? word.replace(/(?<=[^s])s$/u, '') : word));
}

/** log(N / n) of the sentences that a word is in: what is said everywhere tells nothing. */
export function rarity(tokens: readonly (readonly string[])[]): Map<string, number> {
  const seen = new Map<string, number>();
  for (const words of tokens) for (const word of new Set(words)) seen.set(word, (seen.get(word) ?? 0) + 1);
  const count = Math.max(2, tokens.length);
  return new Map([...seen].map(([word, times]) => [word, Math.max(0, Math.log(count / times))]));
}

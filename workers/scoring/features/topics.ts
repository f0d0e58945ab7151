import type { Sentence } from '../episode.ts';
import { STOP_WORDS } from './lexicons.ts';
import { stem, tokensOf } from './tokens.ts';
import type { Turns } from './turns.ts';

/** How the words of each sentence relate to the rest of the episode. */
export interface Topics {
  /** Words that carry a meaning. */
  readonly content: Float64Array;
  /** Content words that the other speaker takes up within the next two minutes, weighed by their rarity. */
  readonly echo: Float64Array;
  /** Words of the title. */
  readonly title: Float64Array;
  /** Words of the first three minutes. */
  readonly intro: Float64Array;
  /** How much the words are those that the episode keeps coming back to. */
  readonly central: Float64Array;
  /** Words that were not heard before in the episode. */
  readonly fresh: Float64Array;
  /** How much the episode comes back to a word: often, but not everywhere. 0 for what is said once. */
  readonly weightOf: (word: string) => number;
}

const ECHO_MS = 120_000;
const INTRO_MS = 180_000;

/** One pass over the words; nothing depends on a list of words but the stop words of English. */
export function topicsOf(input: {
  sentences: readonly Sentence[];
  tokens: readonly (readonly string[])[];
  title: string | null;
  turns: Turns;
}): Topics {
  const { sentences, tokens, turns } = input;
  const count = sentences.length;
  const roots = tokens.map(contentRoots);
  const spread = new Map<string, number>();
  for (const own of roots) for (const root of new Set(own)) spread.set(root, (spread.get(root) ?? 0) + 1);
  const rarity = (root: string) => Math.log((count + 1) / ((spread.get(root) ?? 0) + 0.5)) / Math.log(count + 2);
  const titleRoots = new Set(contentRoots(tokensOf(input.title ?? '')));
  const beginMs = sentences[0]?.startMs ?? 0;
  const introRoots = new Set(
    roots.flatMap((own, at) => ((sentences[at]?.startMs ?? 0) - beginMs <= INTRO_MS ? own : [])),
  );
  const zeros = () => new Float64Array(count);
  const weightOf = (word: string) => {
    const root = stem(word);
    const inTitle = titleRoots.has(root) ? 1 : 0;
    return isContent(word) ? rarity(root) * (Math.log(spread.get(root) ?? 1) + inTitle) : 0;
  };
  const topics = {
    content: zeros(),
    echo: zeros(),
    title: zeros(),
    intro: zeros(),
    central: zeros(),
    fresh: zeros(),
    weightOf,
  };
  const heard = new Set<string>();
  for (const [at, own] of roots.entries()) {
    topics.content[at] = own.length;
    const late = (sentences[at]?.startMs ?? 0) - beginMs > INTRO_MS;
    for (const root of own) {
      const weight = rarity(root);
      if (titleRoots.has(root)) topics.title[at] = (topics.title[at] ?? 0) + weight;
      if (late && introRoots.has(root)) topics.intro[at] = (topics.intro[at] ?? 0) + weight;
      topics.central[at] = (topics.central[at] ?? 0) + Math.log(spread.get(root) ?? 1) * weight;
      if (!heard.has(root)) topics.fresh[at] = (topics.fresh[at] ?? 0) + 1;
      heard.add(root);
    }
  }
  if (turns.several) addEcho(topics.echo, sentences, roots, rarity);
  return topics;
}

/** Backwards through the episode: when was each word next said by somebody else? */
function addEcho(
  echo: Float64Array,
  sentences: readonly Sentence[],
  roots: readonly (readonly string[])[],
  rarity: (root: string) => number,
): void {
  const next = new Map<string, { speaker: string | null; startMs: number; other: number }>();
  for (let at = sentences.length - 1; at >= 0; at -= 1) {
    const sentence = sentences[at];
    if (!sentence) continue;
    for (const root of roots[at] ?? []) {
      const later = next.get(root);
      // The nearest later mention, and the nearest later one by somebody other than its speaker.
      const byOther = later
        ? later.speaker === sentence.speaker
          ? later.other
          : later.startMs
        : Number.POSITIVE_INFINITY;
      if (byOther - sentence.endMs <= ECHO_MS) echo[at] = (echo[at] ?? 0) + rarity(root) ** 2;
      next.set(root, { speaker: sentence.speaker, startMs: sentence.startMs, other: byOther });
    }
  }
}

function contentRoots(words: readonly string[]): string[] {
  const roots: string[] = [];
  for (const word of words) if (isContent(word)) roots.push(stem(word));
  return roots;
}

function isContent(word: string): boolean {
  return word.length >= 4 && !STOP_WORDS.has(word);
}

import type { Sentence } from './episode.ts';

const LONGEST_TITLE = 80;
const SHORTEST_TITLE = 16;
const LEADING_FILLER = /^(?:(?:and|but|so|well|yeah|okay|ok|um|uh|you know|i mean|like)[,\s]+)+/iu;
/** Where a long sentence can be cut without tearing a thought. */
const CLAUSE_END = /[,;:–—]\s|\s(?=(?:because|which|although|while|whereas)\s)/giu;

/**
 * A title from the clip's own words: the sentence with the most to say that fits
 * 80 characters, else the first clause of the first sentence, never cut inside
 * a word.
 *
 * @param weightOf how much a sentence carries; the first of equals wins.
 */
export function titleOf(sentences: readonly Sentence[], weightOf: (sentence: Sentence) => number): string {
  let best: { text: string; weight: number } | null = null;
  for (const sentence of sentences) {
    const text = clean(sentence.text);
    if (text.length < SHORTEST_TITLE || text.length > LONGEST_TITLE || !sentence.finished) continue;
    const weight = weightOf(sentence);
    if (best === null || weight > best.weight) best = { text, weight };
  }
  if (best !== null) return best.text;
  const first = clean(sentences[0]?.text ?? '');
  return first.length <= LONGEST_TITLE ? first : shorten(first);
}

function clean(text: string): string {
  const bare = text
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(LEADING_FILLER, '')
    .replace(/[\s.,;:…–—-]+$/u, '');
  return bare.charAt(0).toLocaleUpperCase() + bare.slice(1);
}

function shorten(text: string): string {
  const ends = Array.from(text.matchAll(CLAUSE_END), (match) => match.index).filter(
    (end) => end >= SHORTEST_TITLE && end <= LONGEST_TITLE,
  );
  const end = ends.at(-1);
  if (end !== undefined) return clean(text.slice(0, end));
  const space = text.lastIndexOf(' ', LONGEST_TITLE - 1);
  const cut =
    space > SHORTEST_TITLE
      ? text.slice(0, space)
      : Array.from(text)
          .slice(0, LONGEST_TITLE - 1)
          .join('');
  return `${clean(cut)}…`;
}

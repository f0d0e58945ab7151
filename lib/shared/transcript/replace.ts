import { retime } from './retime.ts';
import type { Sentence } from './sentence.ts';

/** What to look for, and what to put in its place. */
export interface Replacement {
  readonly find: string;
  readonly replace: string;
  readonly matchCase: boolean;
  readonly wholeWord: boolean;
}

/** Replaces text in every sentence. Sentences without a hit stay the same objects. */
export function replaceInSentences(
  sentences: readonly Sentence[],
  replacement: Replacement,
): { sentences: Sentence[]; count: number } {
  const pattern = patternOf(replacement);
  if (!pattern) return { sentences: [...sentences], count: 0 };
  let count = 0;
  const replaced = sentences.map((sentence) => {
    let hits = 0;
    const text = sentence.text.replace(pattern, (found) => {
      if (found !== replacement.replace) hits += 1;
      return replacement.replace;
    });
    count += hits;
    return hits === 0 ? sentence : retime(sentence, text);
  });
  return { sentences: replaced.filter((sentence) => sentence.words.length > 0), count };
}

/** How often it is found; where the text is already as wanted does not count. */
export function countMatches(sentences: readonly { readonly text: string }[], replacement: Replacement): number {
  const pattern = patternOf(replacement);
  if (!pattern) return 0;
  return sentences.reduce(
    (sum, { text }) => sum + [...text.matchAll(pattern)].filter(([found]) => found !== replacement.replace).length,
    0,
  );
}

/** Any space stands for any spaces; a whole word does not end where letters or digits go on. */
function patternOf({ find, matchCase, wholeWord }: Replacement): RegExp | null {
  const parts = find.trim().split(/\s+/u);
  if (parts[0] === '') return null;
  const body = parts.map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('\\s+');
  const bounded = wholeWord ? `(?<![\\p{L}\\p{N}\\p{M}_])${body}(?![\\p{L}\\p{N}\\p{M}_])` : body;
  return new RegExp(bounded, matchCase ? 'gu' : 'giu');
}

import { splitTexts } from '#lib/shared/transcript/words.ts';
import { type ClipWord, isUnspaced } from './caption-text.ts';

/** A piece of this many characters may stand on its own. */
const LONG = 4;

/**
 * Cuts what is written without spaces (Chinese, Japanese, Thai …) into words, so that lines can be broken between
 * them. A speech engine gives whole phrases as one word; their time is shared out by length.
 */
export function cutUnspaced(words: readonly ClipWord[], language?: string): ClipWord[] {
  return words.flatMap((word) => {
    if (!isUnspaced(word.text) || [...word.text].length <= LONG) return [word];
    // Marks stay with the word that they belong to, and what would get a space from a cut is not cut.
    const pieces = splitTexts(word.text, language);
    const total = pieces.join('').length;
    const span = word.endMs - word.startMs;
    let at = 0;
    return pieces.map((text) => {
      const startMs = Math.round(word.startMs + (span * at) / total);
      at += text.length;
      return { startMs, endMs: Math.round(word.startMs + (span * at) / total), text };
    });
  });
}

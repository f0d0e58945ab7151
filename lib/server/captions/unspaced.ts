import { type ClipWord, isUnspaced } from './caption-text.ts';

/** A piece of this many characters may stand on its own. */
const LONG = 4;

/**
 * Cuts what is written without spaces (Chinese, Japanese, Thai …) into words, so that lines can be broken between
 * them. A speech engine gives whole phrases as one word; their time is shared out by length.
 */
export function cutUnspaced(words: readonly ClipWord[], language?: string): ClipWord[] {
  const segmenter = new Intl.Segmenter(language, { granularity: 'word' });
  return words.flatMap((word) => {
    if (!isUnspaced(word.text) || [...word.text].length <= LONG) return [word];
    const pieces: string[] = [];
    for (const { segment, isWordLike } of segmenter.segment(word.text)) {
      // A comma or full stop belongs to the word before it: no line begins with one.
      const last = pieces.length - 1;
      if (!isWordLike && last >= 0) pieces[last] += segment;
      else pieces.push(segment);
    }
    const total = word.text.length;
    const span = word.endMs - word.startMs;
    let at = 0;
    return pieces.map((text) => {
      const startMs = Math.round(word.startMs + (span * at) / total);
      at += text.length;
      return { startMs, endMs: Math.round(word.startMs + (span * at) / total), text };
    });
  });
}

import { fitWords } from './fit.ts';
import type { Sentence } from './sentence.ts';
import { splitTexts } from './words.ts';

/**
 * A sentence with another text: words that stay keep their times, new ones get
 * those of the words they replace. Nothing moves outside of the sentence.
 */
export function retime(sentence: Sentence, text: string, language?: string): Sentence {
  const { startMs, endMs, speaker } = sentence;
  const texts = splitTexts(text, language);
  const { words } = fitWords(texts, sentence.words, { startMs, endMs: Math.max(startMs, endMs) });
  return { startMs, endMs, speaker, text: texts.length === 0 ? '' : text.trim().replace(/\s+/gu, ' '), words };
}

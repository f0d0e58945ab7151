import type { TranscriptAnswer } from '../api/transcript.ts';
import { applyEdit, type TranscriptEdit } from './edits.ts';
import { type Sentence, segmentOf, wordsOf } from './sentence.ts';

/**
 * The answer as it will be once this sentence is changed, to be shown until the server's own comes; null where
 * there is no such sentence.
 */
export function withSentence(
  answer: TranscriptAnswer,
  edit: Extract<TranscriptEdit, { type: 'text' }>,
): TranscriptAnswer | null {
  const { segments, words, segmentWords, language } = answer;
  if (!segmentWords || !segments[edit.sentence]) return null;
  let at = 0;
  const sentences: Sentence[] = segments.map((segment, index) => {
    const from = at;
    at += segmentWords[index] ?? 0;
    return { ...segment, words: words.slice(from, at) };
  });
  const changed = applyEdit(sentences, edit, { language, terms: [] });
  return {
    ...answer,
    segments: changed.map(segmentOf),
    words: wordsOf(changed),
    segmentWords: changed.map((sentence) => sentence.words.length),
  };
}

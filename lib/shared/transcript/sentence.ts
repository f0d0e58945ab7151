import * as z from 'zod/mini';
import { type Segment, segmentSchema, type Transcript, type Word, wordSchema } from '../transcript.ts';

/** A sentence with its own words, the form in which a transcript is stored and changed. */
export const sentenceSchema = z.extend(segmentSchema, { words: z.array(wordSchema) });
export type Sentence = z.infer<typeof sentenceSchema>;

/** Sentences that were replaced by others; `at` counts in the list before the change. */
export const hunkSchema = z.object({
  at: z.int().check(z.nonnegative()),
  removed: z.array(sentenceSchema),
  inserted: z.array(sentenceSchema),
});
export type Hunk = z.infer<typeof hunkSchema>;

/** The sentence without its words. */
export function segmentOf({ startMs, endMs, text, speaker }: Sentence): Segment {
  return { startMs, endMs, text, speaker };
}

/** All words in order. */
export function wordsOf(sentences: readonly Sentence[]): Word[] {
  return sentences.flatMap((sentence) => sentence.words);
}

/** Each word goes to the last segment that has begun, so reading them in order gives the same list again. */
export function sentencesOfTranscript({ segments, words }: Pick<Transcript, 'segments' | 'words'>): Sentence[] {
  const sentences: Sentence[] = (segments.length > 0 ? segments : wholeText(words)).map((segment) => ({
    ...{ startMs: segment.startMs, endMs: segment.endMs, text: segment.text, speaker: segment.speaker },
    words: [],
  }));
  let at = 0;
  for (const word of words) {
    while ((sentences[at + 1]?.startMs ?? Number.POSITIVE_INFINITY) <= word.startMs) at += 1;
    sentences[at]?.words.push(word);
  }
  return sentences;
}

/** The same transcript with these sentences. */
export function withSentences(transcript: Transcript, sentences: readonly Sentence[]): Transcript {
  return { ...transcript, segments: sentences.map(segmentOf), words: wordsOf(sentences) };
}

/** Words without any segment: one that holds them all, so that none is lost. */
function wholeText(words: readonly Word[]): Segment[] {
  const [first] = words;
  const last = words.at(-1);
  if (!first || !last) return [];
  const text = words.map((word) => word.text.trim()).join(' ');
  return [{ startMs: first.startMs, endMs: Math.max(first.startMs, last.endMs), text, speaker: null }];
}

/**
 * What turns one list into the other. Sentences that stayed must be the same
 * objects: that is how they are told from changed ones.
 */
export function hunksBetween(before: readonly Sentence[], after: readonly Sentence[]): Hunk[] {
  const places = new Map(before.map((sentence, index) => [sentence, index]));
  const hunks: Hunk[] = [];
  let from = 0;
  let open: Sentence[] = [];
  const close = (to: number) => {
    const removed = before.slice(from, to);
    if (removed.length > 0 || open.length > 0) hunks.push({ at: from, removed, inserted: open });
    open = [];
  };
  for (const sentence of after) {
    const place = places.get(sentence);
    if (place === undefined || place < from) open.push(sentence);
    else {
      close(place);
      from = place + 1;
    }
  }
  close(before.length);
  return hunks;
}

/** @throws RangeError where the hunks are not of this list. */
export function applyHunks(sentences: readonly Sentence[], hunks: readonly Hunk[]): Sentence[] {
  const after: Sentence[] = [];
  let at = 0;
  for (const hunk of hunks) {
    if (hunk.at < at || hunk.at + hunk.removed.length > sentences.length) throw new RangeError('hunks of another text');
    after.push(...sentences.slice(at, hunk.at), ...hunk.inserted);
    at = hunk.at + hunk.removed.length;
  }
  return [...after, ...sentences.slice(at)];
}

/** What takes these hunks back. */
export function invertHunks(hunks: readonly Hunk[]): Hunk[] {
  let shift = 0;
  return hunks.map(({ at, removed, inserted }) => {
    const inverse = { at: at + shift, removed: inserted, inserted: removed };
    shift += inserted.length - removed.length;
    return inverse;
  });
}

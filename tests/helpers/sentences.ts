import type { Sentence } from '#lib/shared/transcript/sentence.ts';
import { toSentences } from '#lib/shared/transcript/sentences.ts';
import type { Word } from '#lib/shared/transcript.ts';
import type { Random } from './random.ts';

const WORDS =
  'we are going to the river because it never asks why Ada built a small red boat of 3.5 metres and it did not sink at all in Kyiv naïve façade don’t well-known'.split(
    ' ',
  );

/** Words of 200 ms without pauses; "|800" between two words is a pause. */
export function spoken(text: string): Word[] {
  const words: Word[] = [];
  let at = 0;
  for (const part of text.split(/\s+/)) {
    if (part.startsWith('|')) at += Number(part.slice(1));
    else {
      words.push({ startMs: at, endMs: at + 200, text: part, confidence: 0.9 });
      at += 200;
    }
  }
  return words;
}

/** A made-up text of so many words, as a speech engine times it: gaps, pauses, sentences. */
export function randomWords(random: Random, count: number): Word[] {
  let at = random.whole(0, 3000);
  return Array.from({ length: count }, () => {
    const startMs = at;
    const endMs = startMs + random.whole(60, 600);
    at = endMs + (random.chance(0.1) ? random.whole(300, 3000) : random.whole(0, 80));
    const mark = random.chance(0.15) ? random.pick(['.', '?', '!', ',', '…']) : '';
    const text = random.pick(WORDS) + mark;
    return { startMs, endMs, text, confidence: random.chance(0.5) ? random.next() : null };
  });
}

/** The same as sentences of these speakers, some words each. */
export function randomSentences(
  random: Random,
  count: number,
  speakers: readonly (string | null)[] = [null],
): Sentence[] {
  let speaker = random.pick(speakers);
  const words = randomWords(random, count);
  const owners = words.map(() => {
    if (random.chance(0.08)) speaker = random.pick(speakers);
    return speaker;
  });
  return toSentences(words, 'en', owners);
}

export const textsOf = (sentences: readonly Sentence[]) =>
  sentences.flatMap((sentence) => sentence.words.map((word) => word.text));

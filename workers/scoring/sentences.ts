import { mayEnd } from '#lib/shared/transcript/sentence-ends.ts';
import type { Transcript, Word } from '#lib/shared/transcript.ts';
import type { Sentence } from './episode.ts';

/** A pause that ends a thought even without a full stop. */
const LONG_PAUSE_MS = 1200;
/** What is longer fits no clip (speech without punctuation): divided at its pauses. */
const LONGEST_SENTENCE_MS = 50_000;

/**
 * The transcript's sentences in order of time. Tolerates what an engine may
 * leave behind: reversed or overlapping times, empty texts, words outside any
 * segment. Sentences longer than 50 s are divided at their longest pauses, so
 * that a speaker who never stops still gives clips.
 */
export function sentencesOf(transcript: Pick<Transcript, 'segments' | 'words'>): Sentence[] {
  const words = [...transcript.words].sort((a, b) => a.startMs - b.startMs);
  const segments = transcript.segments
    .filter(
      ({ text, startMs, endMs }) =>
        text.trim() !== '' && Number.isFinite(startMs) && Number.isFinite(endMs) && startMs >= 0 && endMs > startMs,
    )
    .sort((a, b) => a.startMs - b.startMs);
  const pieces: Omit<Sentence, 'finished'>[] = [];
  let next = 0;
  for (const [index, segment] of segments.entries()) {
    const until = segments[index + 1]?.startMs ?? Number.POSITIVE_INFINITY;
    const own: Word[] = [];
    for (let word = words[next]; word !== undefined && word.startMs < until; word = words[next]) {
      if (word.text.trim() !== '') own.push(word);
      next += 1;
    }
    for (const part of divide(own)) {
      const whole = part.length === own.length;
      const text = whole ? segment.text.trim() : part.map((word) => word.text.trim()).join(' ');
      pieces.push({
        startMs: part[0]?.startMs ?? segment.startMs,
        endMs: Math.max(part.at(-1)?.endMs ?? segment.endMs, part[0]?.startMs ?? segment.startMs),
        text,
        speaker: segment.speaker,
        confidence: meanConfidence(part),
        wordCount: countWords(text),
        words: part,
      });
    }
  }
  return pieces.map((piece, index) => {
    const following = pieces[index + 1];
    const pauseAfter = following ? following.startMs - piece.endMs : Number.POSITIVE_INFINITY;
    return { ...piece, finished: mayEnd(piece.text) || pauseAfter >= LONG_PAUSE_MS };
  });
}

/** Halves at the longest pause until every part is at most 50 s; one part where there are no words. */
function divide(words: readonly Word[]): (readonly Word[])[] {
  const first = words[0];
  const last = words.at(-1);
  if (!first || !last || words.length < 8 || last.endMs - first.startMs <= LONGEST_SENTENCE_MS) return [words];
  let cut = -1;
  let longest = -1;
  // Not within the outer quarters: a part of one word helps nobody.
  const margin = Math.floor(words.length / 4);
  for (let index = margin + 1; index < words.length - margin; index += 1) {
    const before = words[index - 1];
    const after = words[index];
    if (!before || !after) continue;
    const pause = after.startMs - before.endMs;
    if (pause > longest) {
      longest = pause;
      cut = index;
    }
  }
  if (cut < 0) return [words];
  return [...divide(words.slice(0, cut)), ...divide(words.slice(cut))];
}

function meanConfidence(words: readonly Word[]): number | null {
  const known = words.flatMap(({ confidence }) => (confidence === null ? [] : [confidence]));
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}

/** Scripts without spaces between words: about two characters make one. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Khmer}\p{Script=Lao}\p{Script=Myanmar}]/gu;

/** About how many words a text has, in any script. */
export function countWords(text: string): number {
  const unspaced = text.match(UNSPACED)?.length ?? 0;
  const spaced = text.replace(UNSPACED, ' ').match(/[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu)?.length ?? 0;
  return spaced + Math.ceil(unspaced / 2);
}

/** True for a sentence that ends with a question mark, in any script. */
export function isQuestion(text: string): boolean {
  return /[?？؟]["'”’)\]]*$/u.test(text);
}

import type { Segment, Word } from '../transcript.ts';
import { LEANING } from './cues.ts';
import { type Sentence, segmentOf } from './sentence.ts';
import { isEnd, mayEnd } from './sentence-ends.ts';
import { isSilent, joinTexts, segmenterOf, spokenForm } from './words.ts';

/** A pause this long ends a sentence whatever the punctuation says. */
const LONG_PAUSE_MS = 2000;
/** This one does where the next word begins with a capital: the engine began a new line there. */
const CLEAR_PAUSE_MS = 500;
/** Without punctuation: a sentence is cut in its longest pause. */
const MOST_WORDS = 60;
const MOST_MS = 30_000;
const SHORT_PAUSE_MS = 350;

const COMMA = /[,;:，、]$/u;

/** Words as sentences, without the words. See toSentences. */
export function sentencesOf(
  words: readonly Word[],
  language: string,
  speakers?: readonly (string | null)[] | null,
): Segment[] {
  return toSentences(words, language, speakers).map(segmentOf);
}

/**
 * Words as sentences, each by one speaker: where the language's own rules see
 * an end, except after abbreviations and where the next word goes on in small
 * letters; and in long pauses. Every word is in exactly one of them.
 *
 * @param speakers of each word, where they are known
 */
export function toSentences(
  words: readonly Word[],
  language: string,
  speakers?: readonly (string | null)[] | null,
): Sentence[] {
  return turnsOf(words, speakers).flatMap(({ speaker, said }) =>
    splitSentences(said, language)
      .flatMap(splitLong)
      .flatMap((piece) => sentenceOf(piece, speaker) ?? []),
  );
}

/** A sentence of these words; null without any. */
export function sentenceOf(words: readonly Word[], speaker: string | null): Sentence | null {
  const first = words[0];
  const last = words.at(-1);
  if (!first || !last) return null;
  const text = joinTexts(words.map((word) => word.text.trim()));
  return { startMs: first.startMs, endMs: Math.max(first.startMs, last.endMs), text, speaker, words: [...words] };
}

/** Runs of words by one speaker. */
function turnsOf(
  words: readonly Word[],
  speakers: readonly (string | null)[] | null | undefined,
): { speaker: string | null; said: Word[] }[] {
  const turns: { speaker: string | null; said: Word[] }[] = [];
  words.forEach((word, index) => {
    const speaker = speakers?.[index] ?? null;
    const last = turns.at(-1);
    if (last && last.speaker === speaker) last.said.push(word);
    else turns.push({ speaker, said: [word] });
  });
  return turns;
}

function splitSentences(words: readonly Word[], language: string): Word[][] {
  const ends = sentenceEnds(words, language);
  const sentences: Word[][] = [];
  let open: Word[] = [];
  words.forEach((word, index) => {
    open.push(word);
    const next = words[index + 1];
    const pause = next ? next.startMs - word.endMs : Number.POSITIVE_INFINITY;
    const anew = next && pause >= CLEAR_PAUSE_MS && beginsAnew(word.text, next.text, language);
    const told = isSilent(word.text) ? `${words[index - 1]?.text ?? ''}${word.text}` : word.text;
    if (!(pause >= LONG_PAUSE_MS || anew || (next && ends.has(index) && isEnd(told, next.text)))) return;
    sentences.push(open);
    open = [];
  });
  return sentences;
}

/** Not before "I", after words that lean on what follows ("from … New York"), or where every noun is large. */
function beginsAnew(text: string, next: string, language: string): boolean {
  if (language === 'de' || COMMA.test(text) || LEANING.has(spokenForm(text))) return false;
  return /^\p{Lu}/u.test(next) && !/^I(?:['’]\p{L}+)?$/u.test(next);
}

/** After which words the rules of the language see the end of a sentence. */
function sentenceEnds(words: readonly Word[], language: string): Set<number> {
  const starts: number[] = [];
  let text = '';
  for (const word of words) {
    starts.push(text.length);
    text += `${word.text} `;
  }
  const ends = new Set<number>();
  let at = 0;
  for (const { index } of segmenterOf(language, 'sentence').segment(text)) {
    while (at < starts.length && (starts[at] ?? 0) < index) at += 1;
    if (at > 0) ends.add(at - 1);
  }
  // The rules keep "3.5" and "e.g. this" whole, but also miss a mark inside quotes.
  words.forEach((word, index) => {
    if (mayEnd(word.text) || isSilent(word.text)) ends.add(index);
  });
  return ends;
}

function splitLong(words: readonly Word[]): (readonly Word[])[] {
  const first = words[0];
  const last = words.at(-1);
  if (!first || !last || words.length < 2) return [words];
  if (words.length <= MOST_WORDS && last.endMs - first.startMs <= MOST_MS) return [words];
  let best = { index: -1, worth: 0 };
  // Not at the very ends: a sentence of two words helps nobody.
  const margin = Math.min(8, Math.floor(words.length / 4));
  for (let i = margin; i < words.length - 1 - margin; i++) {
    const word = words[i];
    const next = words[i + 1];
    if (!word || !next) continue;
    const worth = next.startMs - word.endMs + (COMMA.test(word.text) ? SHORT_PAUSE_MS : 0);
    if (worth > best.worth) best = { index: i, worth };
  }
  if (best.index < 0 || best.worth < SHORT_PAUSE_MS / 2) best = { index: Math.floor(words.length / 2) - 1, worth: 0 };
  return [...splitLong(words.slice(0, best.index + 1)), ...splitLong(words.slice(best.index + 1))];
}

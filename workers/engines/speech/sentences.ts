import type { Segment, Word } from '#lib/shared/transcript.ts';
import { segmenterOf } from './segmenter.ts';

/** A pause this long ends a sentence whatever the punctuation says. */
const LONG_PAUSE_MS = 2000;
/** This one does where the next word begins with a capital: the engine began a new line there. */
const CLEAR_PAUSE_MS = 500;
/** Without punctuation: a sentence is cut in its longest pause. */
const MOST_WORDS = 60;
const MOST_MS = 30_000;
const SHORT_PAUSE_MS = 350;

const ABBREVIATION =
  /^(mr|mrs|ms|dr|prof|rev|gen|sen|rep|st|jr|sr|vs|no|vol|fig|inc|ltd|co|corp|dept|approx|est|e\.g|i\.e|u\.s|u\.k|a\.m|p\.m|etc|z\.b|d\.h|bzw|ca|nr|usw|p\.ex|p\.ej|sra?)\.$/iu;
const INITIAL = /^\p{Lu}\.$/u;
const ENDS = /[.?!…。？！]["'”’»)\]]*$/u;
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/**
 * Words as sentences, each by one speaker: where the language's own rules see an end, except after
 * abbreviations and where the next word goes on in small letters; and in long
 * pauses.
 *
 * @param speakers of each word, where they are known
 */
export function sentencesOf(
  words: readonly Word[],
  language: string,
  speakers?: readonly (string | null)[] | null,
): Segment[] {
  return turnsOf(words, speakers).flatMap(({ speaker, said }) =>
    splitSentences(said, language)
      .flatMap(splitLong)
      .flatMap((piece) => {
        const first = piece[0];
        const last = piece.at(-1);
        return first && last ? [{ startMs: first.startMs, endMs: last.endMs, text: joinWords(piece), speaker }] : [];
      }),
  );
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

/** Words as running text: with spaces, except between characters of scripts that have none. */
export function joinWords(words: readonly { text: string }[]): string {
  let text = '';
  for (const word of words) {
    const close = text !== '' && UNSPACED.test(text.slice(-1)) && UNSPACED.test(word.text.slice(0, 1));
    const afterMark = /[。？！、，]$/u.test(text);
    text += text === '' || close || afterMark ? word.text : ` ${word.text}`;
  }
  return text;
}

function splitSentences(words: readonly Word[], language: string): Word[][] {
  const ends = sentenceEnds(words, language);
  const sentences: Word[][] = [];
  let open: Word[] = [];
  words.forEach((word, index) => {
    open.push(word);
    const next = words[index + 1];
    const pause = next ? next.startMs - word.endMs : Infinity;
    const anew = next && pause >= CLEAR_PAUSE_MS && /^\p{Lu}/u.test(next.text) && !/[,;:]$/u.test(word.text);
    if (!(pause >= LONG_PAUSE_MS || anew || (next && ends.has(index) && isEnd(word.text, next.text)))) return;
    sentences.push(open);
    open = [];
  });
  return sentences;
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
    if (ENDS.test(word.text)) ends.add(index);
  });
  return ends;
}

function isEnd(text: string, next: string): boolean {
  if (!ENDS.test(text)) return false;
  if (/[?!。？！]["'”’»)\]]*$/u.test(text)) return true;
  if (ABBREVIATION.test(text) || INITIAL.test(text)) return false;
  const begins = next.replace(/^["'“‘«([¿¡-]+/u, '');
  return !/^\p{Ll}/u.test(begins);
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
    const worth = next.startMs - word.endMs + (/[,;:，、]$/u.test(word.text) ? SHORT_PAUSE_MS : 0);
    if (worth > best.worth) best = { index: i, worth };
  }
  if (best.index < 0 || best.worth < SHORT_PAUSE_MS / 2) best = { index: Math.floor(words.length / 2) - 1, worth: 0 };
  return [...splitLong(words.slice(0, best.index + 1)), ...splitLong(words.slice(best.index + 1))];
}

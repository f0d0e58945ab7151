import type { Word } from '../transcript.ts';
import { alignTexts } from './align.ts';
import { wordLikeness } from './likeness.ts';
import { isSilent, spokenForm } from './words.ts';

/** A word for which there is no room gets some of its neighbours'. */
const LEAST_MS = 40;
/** What is said takes about this long a letter; a word without heard ones does not fill a long pause. */
const LETTER_MS = 75;

/** Texts with times, and how many of them were found among the heard words. */
export interface Fitted {
  readonly words: Word[];
  /** True where a word was heard as it is written. */
  readonly matched: readonly boolean[];
}

interface Range {
  readonly startMs: number;
  readonly endMs: number;
}

/**
 * Gives texts the times of the words that were heard: those that are the same
 * keep theirs, those between them share what is between them by their length.
 * The texts win: none is left out, none is changed.
 *
 * @param heard in order of time
 * @param range outside of which no word may lie
 * @param allowed whether a heard word may be the text's partner
 */
export function fitWords(
  texts: readonly string[],
  heard: readonly Word[],
  range: Range,
  allowed: (textIndex: number, word: Word) => boolean = () => true,
): Fitted {
  const forms = texts.map(spokenForm);
  const heardForms = heard.map((word) => spokenForm(word.text));
  const partners = alignTexts(heardForms, forms, wordLikeness);
  const words: (Word | null)[] = texts.map((text, index) => {
    const word = heard[partners[index] ?? -1];
    if (!word || !allowed(index, word)) {
      partners[index] = -1;
      return null;
    }
    const same = forms[index] === heardForms[partners[index] ?? -1];
    return { ...clampTo(word, range), text, confidence: same ? word.confidence : null };
  });
  for (let at = 0; at < words.length; at += 1) {
    if (words[at]) continue;
    let to = at;
    while (to < words.length && !words[to]) to += 1;
    const between = heard.slice((partners[at - 1] ?? -1) + 1, to < words.length ? partners[to] : heard.length);
    fillGap(words, texts, { at, to, between, range });
    at = to;
  }
  const matched = texts.map((_, index) => (partners[index] ?? -1) >= 0);
  return { words: words.flatMap((word) => word ?? []), matched };
}

interface Gap {
  readonly at: number;
  readonly to: number;
  /** Heard words that nobody claims. */
  readonly between: readonly Word[];
  readonly range: Range;
}

/** Times for words[at, to), which have none; where there is no room, the neighbours give some. */
function fillGap(words: (Word | null)[], texts: readonly string[], { at, to, between, range }: Gap): void {
  const before = words[at - 1];
  const after = words[to];
  let from = at;
  let until = to;
  let startMs = before ? before.endMs : range.startMs;
  let endMs = after ? after.startMs : range.endMs;
  const first = between[0];
  const last = between.at(-1);
  if (first && last && last.endMs > startMs && first.startMs < endMs) {
    startMs = Math.max(startMs, first.startMs);
    endMs = Math.min(endMs, Math.max(last.endMs, startMs));
  } else if (before || after) {
    // Nothing was heard here: the new words stand close to those they belong to.
    const wantedMs = texts.slice(at, to).reduce((sum, text) => sum + weight(text), 0) * LETTER_MS;
    if (before) endMs = Math.min(endMs, Math.max(startMs, startMs + wantedMs));
    else startMs = Math.max(startMs, endMs - wantedMs);
  }
  const least = (to - at) * LEAST_MS;
  if (endMs - startMs < least && before) {
    from = at - 1;
    startMs = before.startMs;
    if (!first) endMs = Math.max(endMs, after ? after.startMs : Math.min(range.endMs, before.endMs + least));
  }
  if (endMs - startMs < least && after) {
    until = to + 1;
    endMs = after.endMs;
  }
  spread(texts.slice(from, until), { startMs, endMs: Math.max(startMs, endMs) }).forEach((time, offset) => {
    const known = words[from + offset];
    const text = texts[from + offset] ?? '';
    words[from + offset] = { ...time, text, confidence: known?.confidence ?? null };
  });
}

/** Shares out a stretch of time by the length of the texts, without gaps. Whole milliseconds. */
export function spread(texts: readonly string[], { startMs, endMs }: Range): Range[] {
  const weights = texts.map(weight);
  const total = weights.reduce((sum, each) => sum + each, 0);
  let done = 0;
  return weights.map((each) => {
    const from = Math.round(startMs + ((endMs - startMs) * done) / total);
    done += each;
    return { startMs: from, endMs: Math.round(startMs + ((endMs - startMs) * done) / total) };
  });
}

/** Letters count; a mark alone hardly takes time. */
function weight(text: string): number {
  return isSilent(text) ? 0.5 : 1 + Array.from(spokenForm(text)).length;
}

function clampTo({ startMs, endMs }: Word, range: Range): Range {
  const from = Math.min(Math.max(startMs, range.startMs), range.endMs);
  return { startMs: from, endMs: Math.min(Math.max(endMs, from), range.endMs) };
}

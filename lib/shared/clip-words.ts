import { type ClipCut, type Stretch, tidyCut } from './clip-edit.ts';
import { cutAround, wordsInRange } from './cuts.ts';
import type { Word } from './transcript.ts';

/** What is said in an episode, for cutting by words. Words are named by their place, from 0. */
export interface SpokenText {
  readonly words: readonly Word[];
  /** The first word of each sentence, in order. */
  readonly sentences: readonly number[];
  readonly durationMs: number;
}

export type Edge = 'start' | 'end';
/** One further away from the clip's middle, or one back to it. */
export type Direction = 'out' | 'in';

/** So much air before a word belongs to it. */
const ONSET_MS = 30;

/** @param segmentWords how many words each sentence has */
export function spokenText(words: readonly Word[], segmentWords: readonly number[], durationMs: number): SpokenText {
  const sentences: number[] = [];
  let at = 0;
  for (const count of segmentWords) {
    if (count > 0) sentences.push(at);
    at += count;
  }
  return { words, sentences: sentences.length > 0 ? sentences : [0], durationMs };
}

/** The clip from this word on, or up to it; null where nothing would be left. */
export function cutAtWord(text: SpokenText, cut: ClipCut, edge: Edge, word: number): ClipCut | null {
  const inside = wordsInRange(text.words, cut);
  if (!inside || !text.words[word]) return null;
  const [first, last] = edge === 'start' ? [word, inside.last] : [inside.first, word];
  if (first > last) return null;
  const around = cutAround(text.words, first, last, text.durationMs);
  const moved =
    edge === 'start' ? { startMs: around.startMs, endMs: cut.endMs } : { startMs: cut.startMs, endMs: around.endMs };
  return moved.endMs > moved.startMs ? tidyCut({ ...moved, removed: cut.removed }) : null;
}

/** A word more or less at one end; null where there is none. */
export function moveByWord(text: SpokenText, cut: ClipCut, edge: Edge, direction: Direction): ClipCut | null {
  const inside = wordsInRange(text.words, cut);
  if (!inside) return null;
  const word = edge === 'start' ? inside.first : inside.last;
  const outwards = edge === 'start' ? -1 : 1;
  return cutAtWord(text, cut, edge, word + (direction === 'out' ? outwards : -outwards));
}

/** A sentence more or less at one end: a part of one is made whole first. Null where there is none. */
export function moveBySentence(text: SpokenText, cut: ClipCut, edge: Edge, direction: Direction): ClipCut | null {
  const inside = wordsInRange(text.words, cut);
  if (!inside) return null;
  const { sentences, words } = text;
  if (edge === 'start') {
    const start =
      direction === 'out'
        ? sentences.findLast((first) => first < inside.first)
        : sentences.find((first) => first > inside.first);
    return start === undefined ? null : cutAtWord(text, cut, edge, start);
  }
  const ends = [...sentences.slice(1).map((first) => first - 1), words.length - 1];
  const end =
    direction === 'out' ? ends.find((last) => last > inside.last) : ends.findLast((last) => last < inside.last);
  return end === undefined ? null : cutAtWord(text, cut, edge, end);
}

/** A time by hand, moved to the pause beside the word that is nearest; null where nothing would be left. */
export function snapEdge(text: SpokenText, cut: ClipCut, edge: Edge, ms: number): ClipCut | null {
  const range = edge === 'start' ? { startMs: ms, endMs: cut.endMs } : { startMs: cut.startMs, endMs: ms };
  const inside = range.endMs > range.startMs ? wordsInRange(text.words, range) : null;
  return inside && cutAtWord(text, cut, edge, edge === 'start' ? inside.first : inside.last);
}

/** Leaves words [from, to] out; at an end the clip begins later or ends earlier. Null where nothing would be left. */
export function leaveOut(text: SpokenText, cut: ClipCut, from: number, to: number): ClipCut | null {
  const inside = wordsInRange(text.words, cut);
  if (!inside) return null;
  const [first, last] = [Math.max(from, inside.first), Math.min(to, inside.last)];
  if (first > last) return cut;
  if (first === inside.first && last === inside.last) return null;
  if (first === inside.first) return cutAtWord(text, cut, 'start', last + 1);
  if (last === inside.last) return cutAtWord(text, cut, 'end', first - 1);
  return tidyCut({ ...cut, removed: [...cut.removed, stretchOf(text, first, last)] });
}

/** Takes words [from, to] in again that were left out. */
export function takeIn(text: SpokenText, cut: ClipCut, from: number, to: number): ClipCut {
  const back = stretchOf(text, from, to);
  const removed = cut.removed.flatMap(({ startMs, endMs }) => [
    { startMs, endMs: Math.min(endMs, back.startMs) },
    { startMs: Math.max(startMs, back.endMs), endMs },
  ]);
  return tidyCut({ ...cut, removed: removed.filter((span) => span.endMs > span.startMs) });
}

/** The word that is spoken at a moment, or the next one. */
export function wordAt({ words }: SpokenText, ms: number): number {
  let low = 0;
  let high = words.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((words[middle]?.endMs ?? 0) <= ms) low = middle + 1;
    else high = middle;
  }
  return Math.min(low, Math.max(0, words.length - 1));
}

/** From just before a word to just before the one after the last: the pause after them goes with them. */
function stretchOf({ words, durationMs }: SpokenText, first: number, last: number): Stretch {
  const boundary = (at: number) => {
    const word = words[at];
    if (!word) return Math.max(durationMs, words.at(-1)?.endMs ?? 0);
    const gap = word.startMs - (words[at - 1]?.endMs ?? 0);
    return Math.round(word.startMs - Math.max(0, Math.min(ONSET_MS, gap / 2)));
  };
  return { startMs: boundary(first), endMs: boundary(last + 1) };
}

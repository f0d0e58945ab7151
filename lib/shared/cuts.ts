import type { Word } from './transcript.ts';

/** A clip begins at most this long before its first word, and ends at most this long after its last. */
export const LEAD_MS = 200;
export const TAIL_MS = 350;

type Timed = Pick<Word, 'startMs' | 'endMs'>;

export interface Cut {
  readonly startMs: number;
  readonly endMs: number;
}

/**
 * Where to cut around words `first` to `last` (indexes into `words`, which are in
 * order of their beginnings): in the pause before and after, at most 200 ms
 * before the first word and 350 ms after the last, and never more than half of
 * the pause, so that no breath or syllable of the neighbour is heard. Where words
 * overlap there is no pause: then exactly at the word. Integer milliseconds.
 */
export function cutAround(words: readonly Timed[], first: number, last: number, durationMs: number): Cut {
  const from = words[first];
  const to = words[last];
  if (!from || !to) throw new RangeError(`no words ${first}-${last}`);
  let spokenUntil = 0;
  // Overlaps reach over a few words at most; looking at all of them would make many cuts slow.
  for (let index = Math.max(0, first - 50); index < first; index += 1) {
    spokenUntil = Math.max(spokenUntil, words[index]?.endMs ?? 0);
  }
  let ownEndMs = to.endMs;
  for (let index = Math.max(first, last - 50); index <= last; index += 1) {
    ownEndMs = Math.max(ownEndMs, words[index]?.endMs ?? 0);
  }
  const nextMs = words[last + 1]?.startMs ?? Number.POSITIVE_INFINITY;
  return cutInPauses({
    startMs: from.startMs,
    endMs: ownEndMs,
    spokenUntilMs: first > 0 ? spokenUntil : 0,
    nextMs,
    durationMs,
  });
}

/** The same where only the spoken stretch and its neighbours are known. */
export function cutInPauses(place: {
  startMs: number;
  endMs: number;
  /** End of what is said before; 0 where nothing is. */
  spokenUntilMs: number;
  /** Beginning of what is said after; infinite where nothing is. */
  nextMs: number;
  durationMs: number;
}): Cut {
  const { startMs, endMs, spokenUntilMs, nextMs, durationMs } = place;
  const lead = Math.max(0, Math.min(LEAD_MS, (startMs - spokenUntilMs) / 2));
  const tail = Math.max(0, Math.min(TAIL_MS, (Math.min(nextMs, Math.max(durationMs, endMs)) - endMs) / 2));
  const start = Math.max(0, Math.ceil(startMs - lead));
  const end = Math.floor(
    nextMs < Number.POSITIVE_INFINITY ? endMs + tail : Math.min(Math.max(durationMs, endMs), endMs + TAIL_MS),
  );
  return { startMs: start, endMs: Math.max(start + 1, end) };
}

/**
 * The words that a hand-drawn range means: those that lie in it by half at
 * least, as indexes of the first and the last. Null where there is none.
 */
export function wordsInRange(words: readonly Timed[], range: Cut): { first: number; last: number } | null {
  let first = -1;
  let last = -1;
  for (const [index, word] of words.entries()) {
    const middle = (word.startMs + word.endMs) / 2;
    if (middle < range.startMs || middle > range.endMs) continue;
    if (first < 0) first = index;
    last = index;
  }
  return first < 0 ? null : { first, last };
}

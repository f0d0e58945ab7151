import type { RawWord } from './words.ts';

/** A stretch of the file in which something sounds, in milliseconds. */
export interface Sounding {
  readonly startMs: number;
  readonly endMs: number;
}

/** More displacement than this, and the pause lies inside a word (a stop, a stammer) and not between two. */
const MOST_MOVED_MS = 250;
/** A word is not drawn out further than this to where the sound ends: that may be a filler that was not written. */
const MOST_DRAWN_MS = 600;
const SHORTEST_MS = 40;

/**
 * Word times as heard: attention knows where words end, not where they begin
 * after a pause. Each pause in the sound is laid between the two words that it
 * moves least; the word before it ends and the word after it begins where the
 * sound does. Without a pause a word ends where the next one begins.
 *
 * @param words in order, times in milliseconds of the file; starts may lie before the pause
 * @param soundings in order, without those where nothing was heard
 * @param durationMs no word passes it
 * @returns words in order, not overlapping, in whole milliseconds
 */
export function settleTimes(words: readonly RawWord[], soundings: readonly Sounding[], durationMs: number): RawWord[] {
  const pauses = pausesBetween(words, soundings, durationMs);
  const settled = words.map((word, index) => {
    const before = pauses.get(index - 1);
    const after = pauses.get(index);
    const next = words[index + 1];
    // A comma takes the time until the next word.
    const joined = next && next.startMs - word.endMs < MOST_MOVED_MS ? Math.max(word.endMs, next.startMs) : word.endMs;
    const endMs = after ? drawn(word.endMs, after.fromMs) : joined;
    const startMs = before ? Math.min(before.toMs, Math.max(word.startMs, word.endMs)) : word.startMs;
    return { ...word, startMs, endMs };
  });
  return inOrder(settled, durationMs);
}

function drawn(endMs: number, soundEndMs: number): number {
  return soundEndMs - endMs > MOST_DRAWN_MS ? endMs : soundEndMs;
}

interface Pause {
  readonly fromMs: number;
  readonly toMs: number;
}

/** The pauses after each word, by its index; -1 is the one before the first. Several between two words become one. */
function pausesBetween(
  words: readonly RawWord[],
  soundings: readonly Sounding[],
  durationMs: number,
): Map<number, Pause> {
  const result = new Map<number, Pause>();
  let at = 0;
  for (let i = 0; i <= soundings.length; i++) {
    const fromMs = soundings[i - 1]?.endMs ?? 0;
    const toMs = soundings[i]?.startMs ?? durationMs;
    if (toMs <= fromMs) continue;
    while (at < words.length && (words[at]?.endMs ?? 0) < fromMs) at += 1;
    const isLast = i === soundings.length;
    const place = isLast ? placeOfLast(words, fromMs) : bestPlace(words, at, fromMs, toMs);
    if (place === null) continue;
    const known = result.get(place);
    result.set(place, known ? { fromMs: known.fromMs, toMs } : { fromMs, toMs });
  }
  return result;
}

/** Nothing is said after the last sound, unless it was too quiet to be heard as one. */
function placeOfLast(words: readonly RawWord[], fromMs: number): number | null {
  const before = words.at(-2)?.endMs ?? 0;
  return words.length > 0 && before < fromMs ? words.length - 1 : null;
}

/**
 * After which word a pause moves the words' ends least.
 *
 * @param at the first word that ends after the pause begins
 */
function bestPlace(words: readonly RawWord[], at: number, fromMs: number, toMs: number): number | null {
  let best: { place: number; moved: number } | null = null;
  for (let place = at - 1; place < words.length; place++) {
    // All words up to here have to end before the pause, all others after it.
    let moved = 0;
    for (let i = at; i <= place; i++) moved += Math.max(0, (words[i]?.endMs ?? 0) - fromMs);
    if (moved > MOST_MOVED_MS) break;
    for (let i = place + 1; i < words.length; i++) {
      const missing = toMs - (words[i]?.firstEndMs ?? 0);
      if (missing <= 0) break;
      moved += missing;
    }
    if (!best || moved < best.moved) best = { place, moved };
  }
  return best && best.moved <= MOST_MOVED_MS ? best.place : null;
}

/** Whole milliseconds, one after the other, inside the file, none without length where there is room. */
export function inOrder<T extends { startMs: number; endMs: number }>(words: readonly T[], durationMs: number): T[] {
  const limit = Math.max(0, Math.floor(durationMs));
  let earliest = 0;
  return words.map((word) => {
    const startMs = Math.min(limit, Math.max(earliest, Math.round(word.startMs)));
    const endMs = Math.min(limit, Math.max(startMs + SHORTEST_MS, Math.round(word.endMs)));
    earliest = endMs;
    return { ...word, startMs, endMs };
  });
}

import type { Sounding } from './word-times.ts';

/** A filler, a laugh, a breath: less sound than this between two words is nothing that was left out. */
const MISSED_MS = 1000;

/**
 * How long something sounds where no word was written, in milliseconds: Whisper
 * leaves out whole sentences now and then. Counted only where it is long enough
 * for one; music counts too.
 *
 * @param words in order
 */
export function missedMs(words: readonly Sounding[], soundings: readonly Sounding[]): number {
  const gaps = [...words, { startMs: Infinity, endMs: Infinity }].map((word, index) => ({
    startMs: words[index - 1]?.endMs ?? 0,
    endMs: word.startMs,
  }));
  let missed = 0;
  for (const gap of gaps) {
    let sound = 0;
    for (const part of soundings) {
      sound += Math.max(0, Math.min(part.endMs, gap.endMs) - Math.max(part.startMs, gap.startMs));
    }
    if (sound >= MISSED_MS) missed += sound;
  }
  return missed;
}

import type { PackWords } from './pack-words.ts';

/** A wide search takes about this much of the time of a greedy one (17 s against 9.7 s for 106 s of speech). */
export const WIDE_COST = 1.75;
/** At most this share of a file is heard again: what is noise all over does not take twice the time. */
const MOST_SHARE = 0.3;
const LEAST_PACKS = 2;

/**
 * Which packs are worth a second, wider search: first those that ran in a
 * circle, then those in which most was left out, then those that the engine is least sure of, within a bounded share
 * of the whole.
 *
 * @param lengths of all packs, in any unit
 */
export function packsToRepeat(readings: ReadonlyMap<number, PackWords>, lengths: readonly number[]): number[] {
  const total = lengths.reduce((sum, length) => sum + length, 0);
  const candidates = [...readings]
    .filter(([, reading]) => reading.doubtful)
    .sort(
      ([a, one], [b, other]) =>
        Number(other.looped) - Number(one.looped) ||
        other.missedMs - one.missedMs ||
        one.confidence - other.confidence ||
        a - b,
    );
  const chosen: number[] = [];
  let sum = 0;
  for (const [index] of candidates) {
    sum += lengths[index] ?? 0;
    if (chosen.length >= LEAST_PACKS && sum > total * MOST_SHARE) break;
    chosen.push(index);
  }
  return chosen.sort((a, b) => a - b);
}

/**
 * How much work a file is, in the unit of the lengths: every pack once, and
 * those that will be heard again, as many as those heard so far let expect.
 */
export function expectedWork(readings: ReadonlyMap<number, PackWords>, lengths: readonly number[]): number {
  const total = lengths.reduce((sum, length) => sum + length, 0);
  const of = (packs: Iterable<number>) => [...packs].reduce((sum, index) => sum + (lengths[index] ?? 0), 0);
  const heard = of(readings.keys());
  if (heard <= 0) return total;
  const doubtful = of([...readings].filter(([, reading]) => reading.doubtful).map(([index]) => index));
  return total + WIDE_COST * Math.min(total * MOST_SHARE, (doubtful / heard) * total);
}

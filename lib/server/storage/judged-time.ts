import { z } from 'zod';
import { getSetting, putSetting } from '#db/repositories/settings.ts';
import type { Database } from '#db/types.ts';

const KEY = 'judged_time';
const HOUR_MS = 3_600_000;
/** More between two looks is a clock that was set, or a machine that was off. */
const GAP_MS = 12 * HOUR_MS;
/** How long the installation has to run after that before the new time counts. */
const RUNNING_MS = 6 * HOUR_MS;
/** While nothing is unusual, the time is written down so often. */
const KEEP_EVERY_MS = 5 * 60_000;

const stateSchema = z
  .object({ seenAt: z.number(), behindMs: z.number().nonnegative(), owedMs: z.number().nonnegative() })
  .nullable()
  // Written by hand: as if we had never looked.
  .catch(null);
export type JudgedState = NonNullable<z.infer<typeof stateSchema>>;

/**
 * What follows from looking at the clock. After a leap forward, what was a week old looks two months old: ages go on
 * being judged as before it, until the installation has run for six hours and nobody has set the clock right. A
 * machine that was off for long looks the same, and has the same time for a person to come.
 *
 * @param now epoch milliseconds
 */
export function judge(state: JudgedState | null, now: number): JudgedState {
  if (state === null) return { seenAt: now, behindMs: 0, owedMs: 0 };
  const passedMs = now - state.seenAt;
  if (passedMs < 0) {
    // Set back: a leap that we know of is taken back as far.
    return { seenAt: now, behindMs: Math.max(0, state.behindMs + passedMs), owedMs: state.owedMs };
  }
  if (passedMs > GAP_MS) {
    return { seenAt: now, behindMs: state.behindMs + passedMs, owedMs: state.owedMs || RUNNING_MS };
  }
  const owedMs = Math.max(0, state.owedMs - passedMs);
  return { seenAt: now, behindMs: owedMs === 0 ? 0 : state.behindMs, owedMs };
}

/**
 * The time by which is judged whether something is old enough to be removed for good: never ahead of the clock, and
 * behind it for some hours after it leapt.
 *
 * @param now epoch milliseconds, for tests
 */
export async function judgedNow(db: Database, now: number = Date.now()): Promise<number> {
  const known = await getSetting(db, KEY, stateSchema);
  const state = judge(known, now);
  const isUsual = known !== null && known.owedMs === 0 && state.owedMs === 0;
  if (!isUsual || Math.abs(now - known.seenAt) > KEEP_EVERY_MS) await putSetting(db, KEY, state, now);
  return now - state.behindMs;
}

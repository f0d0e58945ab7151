import type { Progress } from '#lib/shared/progress.ts';
import { isTerminal } from '#lib/shared/progress.ts';

/** When to ask again, as pure functions of what is known. All times in milliseconds. */

const SECOND = 1000;
const MINUTE = 60 * SECOND;

export const QUEUED_MS = 3000;
export const RUNNING_FIRST_MS = 1000;
export const RUNNING_LATER_MS = 2000;
export const RUNNING_LONG_MS = 5000;
export const NOT_YET_FIRST_MS = 1000;
export const NOT_YET_LATER_MS = 3000;
/** An id may be unknown for so long after its upload: the row is made by another process. */
export const NOT_YET_GRACE_MS = MINUTE;
export const RETRY_BASE_MS = 500;
export const RETRY_CAP_MS = 30_000;

const RUNNING_FIRST_UNTIL_MS = MINUTE;
const RUNNING_LONG_FROM_MS = 10 * MINUTE;

/** What the page knows of one episode. */
export interface Watched {
  /** The last answer; null where the server does not know the id (yet). */
  readonly progress: Progress | null;
  /** When this episode was first seen running; null while it is not. */
  readonly runningSince: number | null;
  /** When its upload ended in this page; null where it did not. */
  readonly uploadedAt: number | null;
  /** False until the first answer. */
  readonly asked: boolean;
}

/**
 * How long to wait before asking about this episode again, before jitter. Null: do not ask
 * (the upload reports itself, it is over, or it does not exist).
 */
export function pollInterval(watched: Watched, now: number): number | null {
  if (!watched.asked) return 0;
  const { progress } = watched;
  if (!progress) return notYetInterval(watched.uploadedAt, now);
  if (progress.state === 'uploading') {
    return watched.uploadedAt === null ? null : notYetInterval(watched.uploadedAt, now);
  }
  if (isTerminal(progress.state)) return null;
  if (progress.state === 'running') return runningInterval(now - (watched.runningSince ?? now));
  return QUEUED_MS;
}

/** 1 s in the first minute, then 2 s growing evenly to 5 s at ten minutes. */
export function runningInterval(ageMs: number): number {
  if (ageMs < RUNNING_FIRST_UNTIL_MS) return RUNNING_FIRST_MS;
  const share = (ageMs - RUNNING_FIRST_UNTIL_MS) / (RUNNING_LONG_FROM_MS - RUNNING_FIRST_UNTIL_MS);
  return Math.round(RUNNING_LATER_MS + Math.min(1, share) * (RUNNING_LONG_MS - RUNNING_LATER_MS));
}

/** Unknown to the server: 'not yet' for a minute after an upload (1 s growing to 3 s), else final. */
export function notYetInterval(uploadedAt: number | null, now: number): number | null {
  if (uploadedAt === null) return null;
  const age = now - uploadedAt;
  if (age >= NOT_YET_GRACE_MS) return null;
  const share = Math.max(0, age) / NOT_YET_GRACE_MS;
  return Math.round(NOT_YET_FIRST_MS + share * (NOT_YET_LATER_MS - NOT_YET_FIRST_MS));
}

/** × 0.8-1.2, so that many pages do not ask in step. */
export function withJitter(intervalMs: number, random: () => number): number {
  return Math.round(intervalMs * (0.8 + 0.4 * random()));
}

/** Wait before try number `failures + 1` after so many failures in a row (1, 2, …): full jitter, at most 30 s. */
export function retryDelay(failures: number, random: () => number): number {
  const ceiling = Math.min(RETRY_CAP_MS, RETRY_BASE_MS * 2 ** Math.max(0, failures));
  return Math.round(random() * ceiling);
}

/** The wait for everything on screen, asked in one request: the shortest one. Null: stop. */
export function shortestInterval(watched: Iterable<Watched>, now: number): number | null {
  let shortest: number | null = null;
  for (const one of watched) {
    const interval = pollInterval(one, now);
    if (interval !== null && (shortest === null || interval < shortest)) shortest = interval;
  }
  return shortest;
}

import type { JobKind } from '#lib/shared/states.ts';

const HOUR_MS = 3_600_000;

/**
 * The longest that one attempt may take, in milliseconds. Children have tighter limits of their own; this one is for
 * handlers that hang. An episode has 12 hours at most, and the slowest speech model takes about 8 times that.
 */
export const JOB_LIMITS_MS: Readonly<Record<JobKind, number>> = {
  probe: 2 * HOUR_MS,
  transcribe: 96 * HOUR_MS,
  suggest: HOUR_MS,
  render: 4 * HOUR_MS,
  // 600 MB over a slow line; a line that stalls is given up much sooner.
  model: 12 * HOUR_MS,
  archive: 12 * HOUR_MS,
};

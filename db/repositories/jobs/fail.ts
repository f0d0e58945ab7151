import type { ErrorCode } from '#lib/shared/error-codes.ts';
import { backoffMs, isRetryable } from '#lib/shared/job-retry.ts';
import type { JobRow } from '../../rows.ts';
import type { Database } from '../../types.ts';
import { cancelChange } from './cancel-change.ts';
import { changeHeldJob } from './change.ts';
import { instant } from './clock.ts';
import { endedStatements, requeuedStatements } from './episode-effects.ts';
import { FREED, type Lease } from './lease.ts';

export interface JobFailure {
  readonly code: ErrorCode;
  /** What a person may read besides the code's own texts: no paths, no internals. */
  readonly message?: string | null;
}

/**
 * Records a failed attempt: the job waits for the next one (full jitter), or ends where its code is not
 * worth another try or the attempts are used up.
 *
 * @returns the job, `queued`, `failed` or (where a cancel was requested) `canceled`.
 * @throws LeaseLostError
 */
export function failJob(
  db: Database,
  lease: Lease,
  failure: JobFailure,
  options: { now?: number; random?: () => number } = {},
): Promise<JobRow> {
  const { now } = options;
  const errors = { errorCode: failure.code, errorMessage: failure.message ?? null };
  return changeHeldJob(db, lease, (tx, job) => {
    if (job.cancelRequestedAt !== null) return cancelChange(tx, job, now);
    // An attempt that came to its own end is no crash.
    const over = { ...FREED, ...errors, crashCount: 0 };
    if (isRetryable(failure.code) && job.attempts < job.maxAttempts) {
      const runAt = instant(tx, now, backoffMs(job.attempts, options.random));
      return { patch: { ...over, status: 'queued', runAt }, effects: (inner) => requeuedStatements(inner, job) };
    }
    return {
      patch: { ...over, status: 'failed', finishedAt: instant(tx, now) },
      effects: (inner) => endedStatements(inner, job, { status: 'failed', ...errors }, now),
    };
  });
}

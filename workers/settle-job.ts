import { failJob } from '#db/repositories/jobs/fail.ts';
import { type Lease, LeaseLostError } from '#db/repositories/jobs/lease.ts';
import { releaseJob } from '#db/repositories/jobs/release.ts';
import { succeedJob } from '#db/repositories/jobs/succeed.ts';
import type { JobRow } from '#db/rows.ts';
import type { Database } from '#db/types.ts';
import { AppError } from '#lib/server/app-error.ts';
import type { Logger } from '#lib/server/logger.ts';
import { isRetryable } from '#lib/shared/job-retry.ts';
import { jobFailureOf } from './job-failure.ts';
import type { StopReason } from './job-stopped.ts';
import { isAway, patiently } from './patience.ts';
import type { JobOutcome } from './registry.ts';
import type { SpeechGate } from './speech-gate.ts';

const AWAY_DELAY_MS = 5000;
const NO_ENGINE_DELAY_MS = 5000;

/** What a handler came to. */
export type JobResult = { readonly outcome: JobOutcome } | { readonly error: unknown };

interface Settling {
  readonly db: Database;
  readonly speech: SpeechGate | null;
  /** Aborts when the process will wait for nothing any more. */
  readonly end: AbortSignal;
}

/** Writes how it went. @returns the row; null where the lease is lost or the process ends: nothing was written. */
export async function settleJob(
  { db, speech, end }: Settling,
  lease: Lease,
  logger: Logger,
  result: JobResult,
  reason: StopReason | null,
): Promise<JobRow | null> {
  if (reason === 'lost') return null;
  try {
    return await patiently(() => write(), { signal: end, logger });
  } catch (error) {
    if (error instanceof LeaseLostError || (end.aborted && isAway(error))) {
      logger.warn({ err: error }, 'the end of the job was not written');
      return null;
    }
    throw error;
  }

  async function write(): Promise<JobRow> {
    if ('error' in result) return await writeError(result.error);
    try {
      return await succeedJob(db, lease, result.outcome.effects);
    } catch (error) {
      if (error instanceof LeaseLostError || isAway(error)) throw error;
      return await writeError(error);
    }
  }

  async function writeError(error: unknown): Promise<JobRow> {
    if (reason === 'timeout') return await failJob(db, lease, { code: 'job_timeout' });
    const failure = jobFailureOf(error);
    // What would come out again is recorded also at shutdown: what it was found out from may be gone by now.
    const isFinal = error instanceof AppError && !isRetryable(failure.code);
    if (reason !== null && !(reason === 'shutdown' && isFinal)) return await releaseJob(db, lease);
    if (failure.code === 'database_unavailable') return await releaseJob(db, lease, { delayMs: AWAY_DELAY_MS });
    if (failure.code === 'engine_missing' && speech) {
      speech.lost();
      return await releaseJob(db, lease, { delayMs: NO_ENGINE_DELAY_MS });
    }
    logger[failure.code === 'internal' ? 'error' : 'warn']({ err: error, code: failure.code }, 'job failed');
    return await failJob(db, lease, failure);
  }
}

import { AppError } from '#lib/server/app-error.ts';
import { ASKED_RENDER_PRIORITY } from '#lib/shared/job-options.ts';
import { MAX_ATTEMPTS } from '#lib/shared/job-retry.ts';
import { isUniqueViolation } from '../../errors.ts';
import type { JobRow } from '../../rows.ts';
import type { Database } from '../../types.ts';
import { listAssets } from '../assets.ts';
import { getEpisode } from '../episodes.ts';
import { changeJob } from './change.ts';
import { instant } from './clock.ts';
import { retriedStatements } from './episode-effects.ts';
import { getJob } from './get-job.ts';

/**
 * Starts a failed, canceled or poisoned job again, as a person asks: the attempts go on counting, with
 * three more allowed. What earlier jobs made stays.
 *
 * @returns the queued job.
 * @throws AppError `job_not_found`; `job_not_retryable` where it waits, runs or succeeded, where another
 *   job does the same by now, or where its file was unusable and is gone.
 */
export async function retryJob(db: Database, jobId: string, now?: number): Promise<JobRow> {
  const job = await getJob(db, jobId);
  if (!job) throw new AppError('job_not_found');
  if (!(await canRetry(db, job))) throw new AppError('job_not_retryable');
  const fresh = { cancelRequestedAt: null, errorCode: null, errorMessage: null, finishedAt: null, percent: null };
  const changed = await changeJob(db, job, (tx) => ({
    patch: {
      ...fresh,
      status: 'queued',
      // A person waits for it now.
      ...(job.kind === 'render' && { priority: Math.max(job.priority, ASKED_RENDER_PRIORITY) }),
      crashCount: 0,
      maxAttempts: job.attempts + MAX_ATTEMPTS,
      runAt: instant(tx, now),
    },
    effects: (inner) => retriedStatements(inner, job, now),
  })).catch((error: unknown) => {
    throw isUniqueViolation(error) ? new AppError('job_not_retryable', { cause: error }) : error;
  });
  if (!changed) throw new AppError('job_not_retryable');
  return changed;
}

/** Whether a person can start this job again. */
export async function canRetry(db: Database, job: Pick<JobRow, 'kind' | 'status' | 'episodeId'>): Promise<boolean> {
  if (job.status !== 'failed' && job.status !== 'canceled' && job.status !== 'poisoned') return false;
  if (job.episodeId === null) return true;
  // Nothing begins in the trash.
  if (!(await getEpisode(db, job.episodeId))) return false;
  if (job.kind !== 'probe') return true;
  // The source of an episode that cannot be used is deleted at once.
  return (await listAssets(db, job.episodeId, 'source')).length > 0;
}

import { AppError } from '#lib/server/app-error.ts';
import type { JobRow } from '../../rows.ts';
import type { Database } from '../../types.ts';
import { cancelChange } from './cancel-change.ts';
import { changeJob } from './change.ts';
import { instant } from './clock.ts';
import { getJob } from './get-job.ts';

/**
 * Cancels a job: one that waits at once, with what that means for its episode; a running one as soon as
 * its worker hears of it. One that has ended stays as it is.
 *
 * @returns the job afterwards.
 * @throws AppError `job_not_found`
 */
export async function requestCancel(db: Database, jobId: string, now?: number): Promise<JobRow> {
  for (;;) {
    const job = await getJob(db, jobId);
    if (!job) throw new AppError('job_not_found');
    const isRunning = job.status === 'running' && job.cancelRequestedAt === null;
    if (job.status !== 'queued' && !isRunning) return job;
    const changed = await changeJob(db, job, (tx) =>
      isRunning ? { patch: { cancelRequestedAt: instant(tx, now) } } : cancelChange(tx, job, now),
    );
    if (changed) return changed;
  }
}

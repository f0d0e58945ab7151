import { getJob } from '#db/repositories/jobs/get-job.ts';
import { listEpisodeJobs } from '#db/repositories/jobs/list-episode-jobs.ts';
import { requestCancel } from '#db/repositories/jobs/request-cancel.ts';
import { retryJob } from '#db/repositories/jobs/retry.ts';
import type { JobRow } from '#db/rows.ts';
import type { Database } from '#db/types.ts';
import type { JobView } from '#lib/shared/api/jobs.ts';
import { AppError } from '../../app-error.ts';
import { errorView } from '../../problem.ts';
import { requireEpisode } from '../episodes/episodes.ts';

/** @throws AppError `job_not_found` */
export async function jobView(db: Database, id: string): Promise<JobView> {
  const job = await getJob(db, id);
  if (!job) throw new AppError('job_not_found');
  return viewJob(job);
}

/** All steps of an episode, oldest first. @throws AppError `episode_not_found` */
export async function listJobViews(db: Database, episodeId: string): Promise<JobView[]> {
  await requireEpisode(db, episodeId);
  return (await listEpisodeJobs(db, episodeId)).map(viewJob);
}

/** One that waits ends at once, a running one soon; one that is over stays. @throws AppError `job_not_found` */
export async function cancelJobById(db: Database, id: string): Promise<JobView> {
  return viewJob(await requestCancel(db, id));
}

/** @throws AppError `job_not_found`, `job_not_retryable` */
export async function retryJobById(db: Database, id: string): Promise<JobView> {
  return viewJob(await retryJob(db, id));
}

/** A job as the page sees it. */
export function viewJob(job: JobRow): JobView {
  return {
    id: job.id,
    kind: job.kind,
    episodeId: job.episodeId,
    status: job.status,
    attempts: job.attempts,
    maxAttempts: job.maxAttempts,
    percent: job.percent,
    cancelRequested: job.cancelRequestedAt !== null,
    error: errorView(job.errorCode),
    createdAt: job.createdAt,
    startedAt: job.startedAt,
    finishedAt: job.finishedAt,
  };
}

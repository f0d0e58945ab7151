import { listArchivingJobs } from '#db/repositories/archive.ts';
import { listClips } from '#db/repositories/clips.ts';
import { listEpisodeJobs } from '#db/repositories/jobs/list-episode-jobs.ts';
import { requestCancel } from '#db/repositories/jobs/request-cancel.ts';
import { canRetry, retryJob } from '#db/repositories/jobs/retry.ts';
import { listRenders } from '#db/repositories/renders.ts';
import type { JobRow } from '#db/rows.ts';
import type { Database } from '#db/types.ts';
import type { EpisodeDetail } from '#lib/shared/api/episodes.ts';
import { AppError } from '../../app-error.ts';
import type { AppContext } from '../../context.ts';
import { episodeDetail, requireEpisode } from './episodes.ts';

/** A step that ends while we cancel may queue the next one: look again, but not for ever. */
const CANCEL_ROUNDS = 5;

/**
 * Stops everything that waits or runs for an episode. What is done stays, so it can be retried.
 *
 * @throws AppError `episode_not_found`
 */
export async function cancelEpisode(context: AppContext, episodeId: string): Promise<EpisodeDetail> {
  const db = await context.database();
  await requireEpisode(db, episodeId);
  await cancelLiveJobs(db, episodeId);
  return episodeDetail(context, episodeId);
}

/** @returns whether a job was running, and may be for a moment yet. */
export async function cancelLiveJobs(db: Database, episodeId: string): Promise<boolean> {
  let wasRunning = false;
  for (let round = 0; round < CANCEL_ROUNDS; round += 1) {
    const jobs = [...(await listEpisodeJobs(db, episodeId)), ...(await listArchivingJobs(db, episodeId))];
    wasRunning ||= jobs.some((job) => job.status === 'running');
    const live = jobs.filter(isCancelable);
    if (live.length === 0) break;
    // What waits first: else it would begin while the running ones are told.
    for (const job of live.sort(queuedFirst)) await requestCancel(db, job.id);
  }
  return wasRunning;
}

/**
 * Goes on where it stopped: with the step that failed or was canceled, or with the clips whose
 * rendering did. What is done is not done again.
 *
 * @throws AppError `episode_not_found`, `job_not_retryable`
 */
export async function retryEpisode(context: AppContext, episodeId: string): Promise<EpisodeDetail> {
  const db = await context.database();
  await requireEpisode(db, episodeId);
  const retryable = await retryableJobs(db, episodeId);
  if (retryable.length === 0) throw new AppError('job_not_retryable');
  for (const job of retryable) await retryJob(db, job.id);
  return episodeDetail(context, episodeId);
}

async function retryableJobs(db: Database, episodeId: string): Promise<JobRow[]> {
  const jobs = await listEpisodeJobs(db, episodeId);
  const stage = jobs.filter((job) => job.kind !== 'render').at(-1);
  if (stage && stage.status !== 'succeeded') return await retryableOf(db, [stage]);
  // Jobs of clips that a later search has replaced are left alone: their render is gone.
  const clips = await listClips(db, episodeId);
  const renders = await listRenders(
    db,
    clips.map((clip) => clip.id),
  );
  const current = new Set(renders.filter((render) => render.status !== 'done').map((render) => render.jobId));
  return await retryableOf(
    db,
    jobs.filter((job) => current.has(job.id)),
  );
}

async function retryableOf(db: Database, jobs: readonly JobRow[]): Promise<JobRow[]> {
  const answers = await Promise.all(jobs.map((job) => canRetry(db, job)));
  return jobs.filter((_job, index) => answers[index]);
}

function isCancelable(job: JobRow): boolean {
  return job.status === 'queued' || (job.status === 'running' && job.cancelRequestedAt === null);
}

function queuedFirst(a: JobRow, b: JobRow): number {
  return Number(a.status === 'running') - Number(b.status === 'running');
}

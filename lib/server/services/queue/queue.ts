import { episodeTitles } from '#db/repositories/episode-titles.ts';
import { listJobs } from '#db/repositories/jobs/list-jobs.ts';
import { pauseQueue, resumeQueue } from '#db/repositories/jobs/paused.ts';
import { requestCancel } from '#db/repositories/jobs/request-cancel.ts';
import { canRetry, retryJob } from '#db/repositories/jobs/retry.ts';
import type { JobRow } from '#db/rows.ts';
import { archivePayloadSchema } from '#lib/shared/job-options.ts';
import { type Queue, type QueuedJob, queueSchema } from '#lib/shared/queue.ts';
import { LIVE_JOB_STATUSES } from '#lib/shared/states.ts';
import { AppError } from '../../app-error.ts';
import type { AppContext } from '../../context.ts';
import { viewJob } from './jobs.ts';
import { queueView } from './queue-stats.ts';

const LIVE_SHOWN = 200;
const ENDED_SHOWN = 100;
/** So many at most are changed by one request; asked again, it goes on. */
const BULK = 1000;

/** What the page of the queue shows. */
export async function readQueue(context: AppContext): Promise<Queue> {
  const db = await context.database();
  const [stats, live, ended] = await Promise.all([
    queueView(context),
    listJobs(db, { statuses: LIVE_JOB_STATUSES, limit: LIVE_SHOWN }),
    listJobs(db, { statuses: ['failed', 'poisoned'], limit: ENDED_SHOWN }),
  ]);
  const titles = await episodeTitles(
    db,
    [...live, ...ended].flatMap((job) => subjectOf(job) ?? []),
  );
  const view = (job: JobRow): QueuedJob => {
    const episodeId = subjectOf(job);
    return { ...viewJob(job), episodeId, episodeTitle: (episodeId !== null && titles.get(episodeId)) || null };
  };
  return queueSchema.parse({ stats, live: live.sort(asTheyRun).map(view), ended: ended.map(view) });
}

/** Has nothing new begun, or goes on; what runs is left alone. */
export async function setPaused(context: AppContext, paused: boolean): Promise<Queue> {
  const db = await context.database();
  if (paused) await pauseQueue(db);
  else await resumeQueue(db);
  context.logger.info({ paused }, 'queue switched');
  return readQueue(context);
}

/** Starts again what failed or was given up and can be. @returns how many jobs. */
export async function retryFailed(context: AppContext): Promise<number> {
  const db = await context.database();
  let retried = 0;
  for (const job of await listJobs(db, { statuses: ['failed', 'poisoned'], limit: BULK })) {
    if (!(await canRetry(db, job))) continue;
    try {
      await retryJob(db, job.id);
      retried += 1;
    } catch (error) {
      // Another job does the same by now, or it is gone: that is what was wanted.
      const settled = error instanceof AppError && ['job_not_retryable', 'job_not_found'].includes(error.code);
      if (!settled) throw error;
    }
  }
  return retried;
}

/** Cancels everything that waits, and what runs. @returns how many jobs. */
export async function cancelAll(context: AppContext): Promise<number> {
  const db = await context.database();
  const live = await listJobs(db, { statuses: LIVE_JOB_STATUSES, limit: BULK });
  // What waits first: else it would begin while the running ones are told.
  for (const job of live.sort((a, b) => Number(a.status === 'running') - Number(b.status === 'running'))) {
    await requestCancel(db, job.id).catch((error: unknown) => {
      // Its episode was deleted meanwhile, and it with it: that is what was wanted.
      if (!(error instanceof AppError && error.code === 'job_not_found')) throw error;
    });
  }
  return live.length;
}

/** The episode that a job is about: one that archives is no step of it, and names it in its payload. */
function subjectOf(job: JobRow): string | null {
  if (job.kind !== 'archive') return job.episodeId;
  return archivePayloadSchema.safeParse(job.payload).data?.episodeId ?? null;
}

function asTheyRun(a: JobRow, b: JobRow): number {
  return (
    Number(b.status === 'running') - Number(a.status === 'running') || b.priority - a.priority || a.runAt - b.runAt
  );
}

import type { EpisodeRow, JobRow } from '#db/rows.ts';
import { ERROR_CODES } from '#lib/shared/error-codes.ts';
import { type Progress, type Stage, stageOf } from '#lib/shared/progress.ts';
import type { JobKind } from '#lib/shared/states.ts';
import { formatTimeLeft } from '#lib/shared/time.ts';
import { errorView } from '../problem.ts';

/** A running job says something at least this often; longer, and the page tells that it is quiet. */
const QUIET_MS = 120_000;

export interface Known {
  readonly episode: EpisodeRow;
  /** All jobs of the episode. */
  readonly jobs: readonly JobRow[];
  readonly file: Progress | null;
  /** Why a job that waits for the speech engine waits; null where it does not. */
  readonly speech: string | null;
  readonly now: number;
}

/**
 * The progress of an episode: the rows tell the state, the file tells how far. A file that says
 * 'running' when the worker has died is not believed.
 */
export function reconcile(known: Known): Progress {
  const { episode, jobs } = known;
  if (episode.state === 'ready') return closed(known, 'done');
  if (episode.state === 'canceled') return closed(known, 'canceled');
  if (episode.state === 'failed') return closed(known, 'failed');
  const running = jobs.filter((job) => job.status === 'running').sort(byStart)[0];
  if (running) return runningProgress(known, running);
  return queuedProgress(known, jobs.filter((job) => job.status === 'queued').sort((a, b) => a.runAt - b.runAt)[0]);
}

/** What a file alone is worth while the database does not answer. */
export function fromFileAlone(file: Progress, now: number): Progress {
  const silentMs = now - file.updatedAt;
  if (file.state !== 'running' || silentMs < QUIET_MS) return file;
  return { ...file, etaMs: null, message: `No sign of life for ${formatTimeLeft(silentMs)}` };
}

function closed(known: Known, state: 'done' | 'failed' | 'canceled'): Progress {
  const { episode, jobs, file } = known;
  const failed = state === 'failed' ? jobs.filter(isFailed).sort(byFinish)[0] : undefined;
  const last = failed ?? [...jobs].sort(byFinish)[0];
  const usable = file?.state === state ? file : null;
  const error = state === 'failed' ? (errorView(failed?.errorCode ?? 'unknown') ?? null) : null;
  return {
    ...base(known, last ?? null),
    stage: state === 'done' ? 'done' : last ? stageOf(last.kind) : null,
    percent: state === 'done' ? 100 : null,
    message: usable && state === 'done' ? usable.message : closedMessage(state, error?.title),
    state,
    updatedAt: Math.max(usable?.updatedAt ?? 0, last?.finishedAt ?? 0, episode.updatedAt),
    error,
  };
}

function closedMessage(state: 'done' | 'failed' | 'canceled', errorTitle: string | undefined): string {
  if (state === 'done') return 'Done';
  if (state === 'canceled') return 'Canceled';
  return errorTitle ?? ERROR_CODES.unknown.title;
}

function runningProgress(known: Known, job: JobRow): Progress {
  const { file, jobs, now } = known;
  // Its writer counts all clips that are rendered, too, and knows the pace.
  const own = file && isOfRunningJob(file, jobs) ? file : null;
  const renders = job.kind === 'render' && !own ? renderShare(jobs) : null;
  const updatedAt = own?.updatedAt ?? job.startedAt ?? job.createdAt;
  const silence = silenceMessage(job, updatedAt, now);
  return {
    ...base(known, job),
    stage: stageOf(job.kind),
    percent: own?.percent ?? renders?.percent ?? job.percent,
    etaMs: silence ? null : (own?.etaMs ?? null),
    message: silence ?? own?.message ?? renders?.message ?? STARTING[job.kind],
    state: 'running',
    updatedAt,
    error: null,
  };
}

/** A lease that ran out means that the worker is gone; a live one that it works, silently. */
function silenceMessage(job: JobRow, updatedAt: number, now: number): string | null {
  if (job.leaseExpiresAt !== null && job.leaseExpiresAt < now) {
    return 'The worker stopped answering. This step starts again by itself in a moment.';
  }
  const silentMs = now - updatedAt;
  return silentMs < QUIET_MS ? null : `Still working, but nothing new for ${formatTimeLeft(silentMs)}`;
}

/** One job renders one clip: the stage's percentage is that of all of them. */
function renderShare(jobs: readonly JobRow[]): { percent: number; message: string } {
  const renders = jobs.filter((job) => job.kind === 'render');
  const over = renders.filter((job) => job.status !== 'queued' && job.status !== 'running').length;
  const begun = renders
    .filter((job) => job.status === 'running')
    .reduce((sum, job) => sum + (job.percent ?? 0) / 100, 0);
  const percent = Math.min(100, Math.round(((over + begun) / renders.length) * 1000) / 10);
  return { percent, message: `Rendering clip ${Math.min(over + 1, renders.length)} of ${renders.length}` };
}

function queuedProgress(known: Known, job: JobRow | undefined): Progress {
  const { now, speech, file } = known;
  const stage: Stage | null = (job && stageOf(job.kind)) ?? file?.stage ?? null;
  const renders = job?.kind === 'render' ? renderShare(known.jobs) : null;
  return {
    ...base(known, job ?? null),
    stage,
    percent: renders?.percent ?? null,
    message: queuedMessage(job, speech, now),
    state: 'queued',
    updatedAt: job ? Math.max(job.createdAt, job.startedAt ?? 0) : known.episode.updatedAt,
    error: null,
  };
}

function queuedMessage(job: JobRow | undefined, speech: string | null, now: number): string {
  if (!job) return 'About to start';
  const waitMs = job.runAt - now;
  if (waitMs > 1000 && job.attempts > 0) return `Did not work yet. Trying again in ${Math.ceil(waitMs / 1000)} s`;
  if (job.kind === 'transcribe' && speech !== null) return speech;
  return 'Waiting for its turn';
}

const STARTING: Readonly<Record<JobKind, string>> = {
  probe: 'Looking at the file',
  transcribe: 'Starting to listen',
  suggest: 'Looking for clips',
  render: 'Rendering clips',
  model: 'Fetching a speech model',
  archive: 'Archiving',
};

/** `seq` and `attempt` never go backwards within an attempt, even when the file is not used otherwise. */
function base({ episode, file }: Known, job: JobRow | null) {
  return {
    episodeId: episode.id,
    jobId: job?.id ?? null,
    percent: null,
    etaMs: null,
    seq: file?.seq ?? 0,
    attempt: job?.attempts ?? file?.attempt ?? 0,
  };
}

function isOfRunningJob(file: Progress, jobs: readonly JobRow[]): boolean {
  return file.state === 'running' && jobs.some((job) => job.id === file.jobId && job.status === 'running');
}

function isFailed(job: JobRow): boolean {
  return job.status === 'failed' || job.status === 'poisoned';
}

function byStart(a: JobRow, b: JobRow): number {
  return (a.startedAt ?? 0) - (b.startedAt ?? 0);
}

function byFinish(a: JobRow, b: JobRow): number {
  return (b.finishedAt ?? 0) - (a.finishedAt ?? 0);
}

import { keepProgress } from '#db/repositories/jobs/keep-progress.ts';
import { type Lease, LeaseLostError, leaseOf } from '#db/repositories/jobs/lease.ts';
import type { JobRow } from '#db/rows.ts';
import type { Database } from '#db/types.ts';
import type { Env } from '#lib/server/env.ts';
import { type Logger, withLogFields } from '#lib/server/logger.ts';
import { jobOptionsSchema } from '#lib/shared/job-options.ts';
import type { JobKind } from '#lib/shared/states.ts';
import type { CpuBudget } from './cpu-budget.ts';
import { JobStopped, type StopReason, stopReasonOf } from './job-stopped.ts';
import { keepLease } from './lease.ts';
import { countJob, countStages } from './measure.ts';
import { patiently } from './patience.ts';
import { Bell } from './pause.ts';
import type { ProgressBoard } from './progress-board.ts';
import { promiseRoom } from './promise-room.ts';
import type { HandlerRegistry, JobOutcome } from './registry.ts';
import { type JobResult, settleJob } from './settle-job.ts';
import type { SpeechGate } from './speech-gate.ts';
import { inStage, StageClock, withClock } from './stages.ts';
import { createWorkFolder, removeWorkFolder } from './work-folder.ts';

export interface JobMachinery {
  readonly env: Env;
  readonly db: Database;
  readonly logger: Logger;
  readonly handlers: HandlerRegistry;
  readonly cpu: CpuBudget;
  readonly board: ProgressBoard;
  readonly speech: SpeechGate | null;
  readonly leaseMs: number;
  /** A handler that was told to stop gets so long to end its children. */
  readonly leaveMs: number;
  readonly limitsMs: Readonly<Record<JobKind, number>>;
  /** Aborts when the process will wait for nothing any more. */
  readonly end: AbortSignal;
}

export interface RunningJob {
  readonly kind: JobKind;
  readonly lease: Lease;
  /** As the handler last said; null while unknown. */
  readonly etaMs: () => number | null;
  stop(reason: StopReason): void;
  /** Asks the database now whether the lease still holds. */
  check(): void;
  /** Resolves when the job is settled and its folder removed; rejects with what must end the worker. */
  readonly finished: Promise<void>;
}

/** A handler went on after it was told to stop: what it took (cores, children) comes back only with the process. */
export class DeafHandlerError extends Error {
  override readonly name = 'DeafHandlerError';
}

/** Does a job that was just claimed, under its lease, from its folder to the last row; every line of it has its ids. */
export function startJob(machinery: JobMachinery, job: JobRow): RunningJob {
  const clock = new StageClock();
  const fields = { jobId: job.id, kind: job.kind, episodeId: job.episodeId };
  return withLogFields(fields, () => withClock(clock, () => begin(machinery, job, clock)));
}

function begin(machinery: JobMachinery, job: JobRow, clock: StageClock): RunningJob {
  const { env, db, board, logger } = machinery;
  const lease = leaseOf(job);
  const stopping = new AbortController();
  const over = new AbortController();
  const bell = new Bell();
  let isDeaf = false;
  const told = { percent: null as number | null, etaMs: null as number | null };
  const stop = (reason: StopReason) => stopping.abort(new JobStopped(reason));

  async function attempt(): Promise<JobResult> {
    try {
      const workDir = await createWorkFolder(env, lease);
      await promiseRoom(db, env, job);
      const outcome = machinery.handlers[job.kind]({
        env,
        db,
        logger,
        job,
        workDir,
        options: jobOptionsSchema.parse(job.payload ?? {}),
        signal: stopping.signal,
        cpu: machinery.cpu,
        progress(update) {
          told.percent = update.percent;
          told.etaMs = update.etaMs ?? null;
          board.update(job, update);
        },
        async kept() {
          stopping.signal.throwIfAborted();
          await patiently(() => keepProgress(db, lease, told.percent), { signal: stopping.signal, logger });
          stopping.signal.throwIfAborted();
        },
      });
      return { outcome: await orGivenUp(outcome) };
    } catch (error) {
      if (error instanceof LeaseLostError) stop('lost');
      return { error };
    }
  }

  /** A handler that does not listen must not keep its job for ever. */
  async function orGivenUp(outcome: Promise<JobOutcome>): Promise<JobOutcome> {
    const { signal } = stopping;
    const deaf = Promise.withResolvers<never>();
    let timer: NodeJS.Timeout | undefined;
    const wait = () => {
      timer = setTimeout(() => {
        logger.error('the handler did not stop; given up');
        isDeaf = true;
        deaf.reject(signal.reason);
      }, machinery.leaveMs);
    };
    if (signal.aborted) wait();
    else signal.addEventListener('abort', wait, { once: true });
    try {
      return await Promise.race([outcome, deaf.promise]);
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', wait);
    }
  }

  async function work(): Promise<void> {
    const startedAt = performance.now();
    let after: JobRow | null = null;
    const limit = setTimeout(() => stop('timeout'), machinery.limitsMs[job.kind]);
    try {
      await board.started(job);
      const result = await attempt();
      after = await inStage('settle', () => settleJob(machinery, lease, logger, result, stopReasonOf(stopping.signal)));
      const status = after?.status ?? 'lost';
      const tookMs = Math.round(performance.now() - startedAt);
      countJob(job.kind, status, tookMs);
      countStages(job.kind, clock.read());
      logger.info({ status, tookMs }, 'job ended');
    } finally {
      clearTimeout(limit);
      over.abort();
    }
    // Only who wrote its end tells of it. (A heartbeat that comes after the end finds no lease, and is no sign of a loss.)
    if (after) await board.settled(job);
    else board.lost(job);
    await removeWorkFolder(env, lease).catch((error: unknown) => {
      logger.warn({ err: error }, 'work folder could not be removed');
    });
    if (isDeaf) throw new DeafHandlerError(`The handler of a ${job.kind} job did not stop`);
  }

  const keeping = keepLease({
    db,
    logger,
    lease,
    leaseMs: machinery.leaseMs,
    percent: () => told.percent,
    onLost: () => stop('lost'),
    onCancel: () => stop('canceled'),
    bell,
    signal: over.signal,
  }).catch((error: unknown) => {
    stop('shutdown');
    throw error;
  });

  return {
    kind: job.kind,
    lease,
    etaMs: () => told.etaMs,
    stop,
    check: () => bell.ring(),
    finished: bothEnded(work(), keeping),
  };
}

/** Waits for both also where one fails. */
async function bothEnded(work: Promise<void>, keeping: Promise<void>): Promise<void> {
  await Promise.allSettled([work, keeping]);
  await work;
  await keeping;
}

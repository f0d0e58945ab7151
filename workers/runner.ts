import PQueue from 'p-queue';
import { claimJob } from '#db/repositories/jobs/claim.ts';
import { claimCompanions } from '#db/repositories/jobs/claim-companions.ts';
import { LEASE_MS, LeaseLostError, leaseOf } from '#db/repositories/jobs/lease.ts';
import { releaseJob } from '#db/repositories/jobs/release.ts';
import type { JobRow } from '#db/rows.ts';
import type { Database } from '#db/types.ts';
import type { Env } from '#lib/server/env.ts';
import type { Logger } from '#lib/server/logger.ts';
import { newId } from '#lib/shared/ids.ts';
import { type JobKind, jobKindSchema } from '#lib/shared/states.ts';
import { CpuBudget } from './cpu-budget.ts';
import { JOB_LIMITS_MS } from './job-limits.ts';
import { isAway, patiently } from './patience.ts';
import { Bell, between, pause } from './pause.ts';
import { type OnProgress, ProgressBoard } from './progress-board.ts';
import type { HandlerRegistry, JobHandler } from './registry.ts';
import { RenderParty, type Seat } from './render/render-party.ts';
import { type JobMachinery, type RunningJob, startJob } from './run-job.ts';
import type { SpeechGate } from './speech-gate.ts';
import { sweepJobs } from './sweeper.ts';
import { watchJobs } from './watch.ts';

export interface RunnerTiming {
  readonly leaseMs: number;
  /** Handlers that were told to stop have so long; the run ends with an error where one goes on. */
  readonly leaveMs: number;
  /** Jobs may go on so long after the signal. */
  readonly graceMs: number;
  /** The longest wait between two looks for due jobs. */
  readonly idleMs: number;
  readonly watchMs: number;
  readonly sweepMs: number;
  readonly limitsMs: Readonly<Record<JobKind, number>>;
}

export interface RunOptions {
  readonly env: Env;
  readonly db: Database;
  readonly logger: Logger;
  /** Those of workers/handlers/index.ts by default. */
  readonly handlers?: HandlerRegistry;
  /** Without it, jobs that need speech are begun at once and fail where the engine is missing. */
  readonly speech?: SpeechGate;
  /** Asked before each claim: true ends the run. */
  readonly until?: () => boolean | Promise<boolean>;
  /** Ends the run: nothing is claimed any more, what runs finishes within the grace time or is given back. */
  readonly signal?: AbortSignal;
  readonly owner?: string;
  readonly onProgress?: OnProgress;
  /** Rung when a job may have become due. */
  readonly bell?: Bell;
  readonly timing?: Partial<RunnerTiming>;
}

const TIMING: RunnerTiming = {
  leaseMs: LEASE_MS,
  leaveMs: 15_000,
  graceMs: 15_000,
  idleMs: 2000,
  watchMs: 2000,
  sweepMs: 10_000,
  limitsMs: JOB_LIMITS_MS,
};
/** These take minutes to hours, the others seconds. */
const LONG: ReadonlySet<JobKind> = new Set<JobKind>(['transcribe', 'render']);

/**
 * One of three places or more is kept for short jobs: else a new file would be looked at only when one of three
 * episodes is transcribed. Nothing gets slower by it, since long jobs wait for each other's cores anyway.
 */
function longJobsAtOnce(places: number): number {
  return places >= 3 ? places - 1 : places;
}

/** Jobs that were told to stop have so long to end their children and be given back. */
const GIVE_BACK_MS = 6000;

/**
 * Does jobs, up to MAX_CONCURRENT_JOBS at once, until `until` or the signal. Outages of the database are sat out.
 *
 * @throws whatever made one of its loops end: the process should end too, and start anew.
 */
export async function runJobs(options: RunOptions): Promise<void> {
  const handlers = options.handlers ?? (await import('./handlers/index.ts')).handlers;
  await new Runner(options, handlers).run();
}

class Runner {
  readonly #options: RunOptions;
  readonly #timing: RunnerTiming;
  readonly #owner: string;
  readonly #bell: Bell;
  readonly #slots: PQueue;
  readonly #running = new Set<RunningJob>();
  /** Places that jobs of the long kinds have. */
  #longPlaces = 0;
  readonly #machinery: JobMachinery;
  /** No more claims. */
  readonly #stop = new AbortController();
  /** No more waiting. */
  readonly #end = new AbortController();
  readonly #jobFailure = Promise.withResolvers<never>();

  constructor(options: RunOptions, handlers: HandlerRegistry) {
    const { env, db, logger, speech = null, onProgress } = options;
    this.#options = options;
    this.#timing = { ...TIMING, ...options.timing };
    this.#owner = options.owner ?? newId();
    this.#bell = options.bell ?? new Bell();
    this.#slots = new PQueue({ concurrency: env.maxConcurrentJobs });
    const board = new ProgressBoard({ env, db, logger, onProgress });
    const cpu = new CpuBudget(env.cpuThreads);
    const { leaseMs, leaveMs, limitsMs } = this.#timing;
    const timing = { leaseMs, leaveMs, limitsMs };
    this.#machinery = { env, db, logger, handlers, cpu, board, speech, ...timing, end: this.#end.signal };
  }

  async run(): Promise<void> {
    const { db, logger, board, leaseMs } = this.#machinery;
    const { signal } = this.#options;
    const stop = () => this.#stop.abort();
    signal?.addEventListener('abort', stop, { once: true });
    if (signal?.aborted) stop();
    const onRescued = () => this.#bell.ring();
    const end = this.#end.signal;
    const loops = [
      this.#claims(),
      watchJobs({ db, owner: this.#owner, running: this.#running, everyMs: this.#timing.watchMs, signal: end }),
      sweepJobs({ db, logger, board, leaseMs, everyMs: this.#timing.sweepMs, onRescued, signal: end }),
    ];
    try {
      await Promise.race([...loops, this.#jobFailure.promise]);
      await this.#drain(this.#timing.graceMs);
    } catch (error) {
      stop();
      await this.#drain(0);
      throw error;
    } finally {
      signal?.removeEventListener('abort', stop);
      this.#end.abort();
      await Promise.allSettled(loops);
      await board.flush();
    }
  }

  async #claims(): Promise<void> {
    const { db, logger } = this.#machinery;
    const stop = this.#stop.signal;
    let ceilingMs = this.#timing.idleMs / 2;
    while (!stop.aborted && !(await this.#isOver())) {
      if (this.#slots.pending >= this.#slots.concurrency) {
        await this.#bell.pause(this.#timing.idleMs, stop);
        continue;
      }
      const claim = () => claimJob(db, { kinds: this.#kinds(), owner: this.#owner, leaseMs: this.#timing.leaseMs });
      const job = await patiently(claim, { signal: stop, logger }).catch((error: unknown) => {
        if (stop.aborted && isAway(error)) return null;
        throw error;
      });
      if (job && stop.aborted) await this.#giveBack(job);
      else if (job) this.#start([job, ...(await this.#companionsOf(job))]);
      else await this.#bell.pause(between(ceilingMs / 4, ceilingMs), stop);
      ceilingMs = job ? this.#timing.idleMs / 2 : Math.min(this.#timing.idleMs, ceilingMs * 1.3);
    }
  }

  async #isOver(): Promise<boolean> {
    const { until } = this.#options;
    if (!until) return false;
    const { logger } = this.#machinery;
    return await patiently(async () => await until(), { signal: this.#stop.signal, logger });
  }

  #kinds(): JobKind[] {
    const { speech } = this.#machinery;
    const hasRoom = this.#longPlaces < longJobsAtOnce(this.#slots.concurrency);
    return jobKindSchema.options.filter(
      (kind) => (hasRoom || !LONG.has(kind)) && (kind !== 'transcribe' || !speech || speech.ready()),
    );
  }

  /** Jobs that are done together with this one, in its place. Without them it is done all the same. */
  async #companionsOf(job: JobRow): Promise<JobRow[]> {
    const { db, logger, leaseMs } = this.#machinery;
    try {
      return await claimCompanions(db, job, { owner: this.#owner, leaseMs });
    } catch (error) {
      if (!isAway(error)) throw error;
      logger.warn({ err: error, jobId: job.id }, 'companions could not be claimed');
      return [];
    }
  }

  #start(jobs: readonly JobRow[]): void {
    const party = jobs.length > 1 ? new RenderParty(jobs.length) : null;
    const isLong = jobs.some((job) => LONG.has(job.kind));
    if (isLong) this.#longPlaces += 1;
    const ends = jobs.map((job) => {
      const seat = party?.seat();
      const running = startJob(seat ? this.#seated(seat) : this.#machinery, job);
      this.#running.add(running);
      return running.finished.finally(() => {
        // Also where it never came to its handler: the others would wait for it.
        seat?.leave();
        this.#running.delete(running);
      });
    });
    const place = this.#slots.add(async () => {
      try {
        await Promise.allSettled(ends);
        await Promise.all(ends);
      } finally {
        if (isLong) this.#longPlaces -= 1;
      }
    });
    place.then(() => this.#bell.ring(), this.#jobFailure.reject);
  }

  /** What a render gets that is done together with others. */
  #seated(seat: Seat): JobMachinery {
    const { handlers } = this.#machinery;
    const render: JobHandler = (context) => handlers.render({ ...context, seat }).finally(() => seat.leave());
    return { ...this.#machinery, handlers: { ...handlers, render } };
  }

  /** It was claimed in the moment that we were told to stop. */
  async #giveBack(job: JobRow): Promise<void> {
    try {
      await releaseJob(this.#machinery.db, leaseOf(job));
    } catch (error) {
      if (!(error instanceof LeaseLostError) && !isAway(error)) throw error;
      this.#machinery.logger.warn({ err: error, jobId: job.id }, 'job could not be given back');
    }
  }

  /** Lets jobs finish that can, and has the others given back. */
  async #drain(graceMs: number): Promise<void> {
    for (const job of this.#running) if ((job.etaMs() ?? 0) > graceMs) job.stop('shutdown');
    await this.#idleWithin(graceMs);
    for (const job of this.#running) job.stop('shutdown');
    await this.#idleWithin(GIVE_BACK_MS);
  }

  async #idleWithin(ms: number): Promise<void> {
    const idle = new AbortController();
    const waited = pause(ms, idle.signal);
    await Promise.race([this.#slots.onIdle(), waited]);
    idle.abort();
  }
}

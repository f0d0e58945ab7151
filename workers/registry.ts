import type { Statement, Transaction } from '#db/atomic.ts';
import type { Database } from '#db/client.ts';
import type { JobRow } from '#db/rows.ts';
import type { Env } from '#lib/server/env.ts';
import type { Logger } from '#lib/server/logger.ts';
import type { JobOptions } from '#lib/shared/job-options.ts';
import { type JobKind, jobKindSchema } from '#lib/shared/states.ts';
import type { CpuBudget } from './cpu-budget.ts';
import type { Seat } from './render/render-party.ts';

export interface JobProgress {
  /** 0-100 of this job; null while unknown. */
  readonly percent: number | null;
  readonly etaMs?: number | null;
  /** A short plain sentence for the page, e.g. "Listening: 12 of 48 min". */
  readonly message: string;
}

/** What a handler gets to do its job with. */
export interface JobContext {
  readonly env: Env;
  readonly db: Database;
  /** Carries job, kind and episode. */
  readonly logger: Logger;
  readonly job: JobRow;
  /** The options in the job's payload. */
  readonly options: JobOptions;
  /** Aborts on cancel, a lost lease, the time limit and shutdown: end children and leave at once. */
  readonly signal: AbortSignal;
  /** A private folder (0700) of this attempt, removed when the handler has ended. */
  readonly workDir: string;
  readonly cpu: CpuBudget;
  /** For a render that is done together with other shapes of its clip. */
  readonly seat?: Seat;
  /** Says how far it is. Call as often as you like; never throws. */
  progress(update: JobProgress): void;
  /**
   * Tells that a part is safely kept (a chunk, a stage), so that a crash after it counts as the first again.
   * Also the moment before files are published: it rejects when the job is no longer ours.
   *
   * @throws LeaseLostError
   */
  kept(): Promise<void>;
}

export interface JobOutcome {
  /** The statements of the job's results and next jobs; they run in the atomic call that ends the job. */
  readonly effects: (tx: Transaction) => readonly Statement[];
}

/**
 * Does one job. Throws AppError where it cannot; its code decides whether it is tried again. May run more
 * than once for one job (crashes), so everything outside of `effects` must bear repetition.
 */
export type JobHandler = (context: JobContext) => Promise<JobOutcome>;

/** One handler for every kind of job. */
export type HandlerRegistry = Readonly<Record<JobKind, JobHandler>>;

/**
 * Checks that every kind of job has a handler, so that a forgotten one stops the worker at its start
 * and not an episode in the night.
 *
 * @throws Error naming the kinds without one.
 */
export function createRegistry(handlers: Partial<Record<JobKind, JobHandler>>): HandlerRegistry {
  const { probe, transcribe, suggest, render, model, archive } = handlers;
  if (!probe || !transcribe || !suggest || !render || !model || !archive) {
    const missing = jobKindSchema.options.filter((kind) => !handlers[kind]);
    throw new Error(`No handler for jobs of kind ${missing.join(', ')}`);
  }
  return { probe, transcribe, suggest, render, model, archive };
}

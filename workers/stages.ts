import { AsyncLocalStorage } from 'node:async_hooks';
import type { JobStage } from '#lib/shared/job-stages.ts';

/** Tells where the time of one attempt goes: each moment counts to the stage that was entered last. */
export class StageClock {
  readonly #ms = new Map<JobStage, number>();
  readonly #open: JobStage[] = ['other'];
  readonly #now: () => number;
  #since: number;

  /** @param now milliseconds of a clock that only goes forward */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
    this.#since = now();
  }

  async in<Result>(stage: JobStage, run: () => Promise<Result>): Promise<Result> {
    this.#tick();
    this.#open.push(stage);
    try {
      return await run();
    } finally {
      this.#tick();
      this.#open.splice(this.#open.lastIndexOf(stage), 1);
    }
  }

  /** Milliseconds of each stage so far. */
  read(): ReadonlyMap<JobStage, number> {
    this.#tick();
    return new Map(this.#ms);
  }

  #tick(): void {
    const now = this.#now();
    const stage = this.#open.at(-1) ?? 'other';
    this.#ms.set(stage, (this.#ms.get(stage) ?? 0) + now - this.#since);
    this.#since = now;
  }
}

const clocks = new AsyncLocalStorage<StageClock>();

/** Stages inside of it count on this clock. */
export function withClock<Result>(clock: StageClock, run: () => Result): Result {
  return clocks.run(clock, run);
}

/** Does a part of a job, and counts its time; outside of a job it only does it. */
export function inStage<Result>(stage: JobStage, run: () => Promise<Result>): Promise<Result> {
  const clock = clocks.getStore();
  return clock ? clock.in(stage, run) : run();
}

import type { JobRow } from '#db/rows.ts';
import type { JobProgress } from './registry.ts';

/** Before this share is done, its pace says little. */
const TELLING = 0.03;

interface Pace {
  readonly atMs: number;
  readonly fraction: number;
}

/** How far an episode's renders are together: one job renders one clip, a person waits for all. */
export class RenderShare {
  #total = 1;
  #over = 0;
  #pace: Pace | null = null;
  readonly #now: () => number;
  /** 0-1 of the renders that run here. */
  readonly #running = new Map<string, number>();

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Takes the numbers from the rows. */
  count(jobs: readonly JobRow[]): void {
    const renders = jobs.filter((job) => job.kind === 'render');
    this.#total = Math.max(1, renders.length);
    this.#over = renders.filter((job) => job.status !== 'queued' && job.status !== 'running').length;
  }

  /** How far one render is. @returns what to show of all. */
  update(jobId: string, progress: JobProgress): JobProgress & { readonly etaMs: number | null } {
    this.#running.set(jobId, (progress.percent ?? 0) / 100);
    return this.of(jobId);
  }

  forget(jobId: string): void {
    this.#running.delete(jobId);
  }

  /** What to show while this render runs. */
  of(jobId: string): JobProgress & { readonly etaMs: number | null } {
    if (!this.#running.has(jobId)) this.#running.set(jobId, 0);
    const begun = [...this.#running.values()].reduce((sum, fraction) => sum + fraction, 0);
    const fraction = Math.min(1, (this.#over + begun) / this.#total);
    return {
      percent: Math.round(fraction * 1000) / 10,
      etaMs: this.#etaMs(fraction),
      message: `Rendering clip ${Math.min(this.#over + 1, this.#total)} of ${this.#total}`,
    };
  }

  #etaMs(fraction: number): number | null {
    const now = this.#now();
    if (!this.#pace || this.#pace.fraction > fraction) this.#pace = { atMs: now, fraction };
    const done = fraction - this.#pace.fraction;
    if (done < TELLING || now === this.#pace.atMs) return null;
    return Math.round(((now - this.#pace.atMs) / done) * (1 - fraction));
  }
}

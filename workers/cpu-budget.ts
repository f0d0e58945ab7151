import { inStage } from './stages.ts';

/** Threads lent out for a child process; give them back when it has ended. */
export interface CpuShare {
  readonly threads: number;
  /** Calling it again does nothing. */
  release(): void;
}

interface Waiting {
  readonly threads: number;
  readonly grant: (share: CpuShare) => void;
}

/**
 * Keeps the sum of the threads of all children within the cores. (Whisper's threads spin: beside a
 * full encode it takes more than three times as long, so waiting is faster than sharing.)
 * First come, first served: a large wish is not passed by small ones for ever.
 */
export class CpuBudget {
  readonly total: number;
  #free: number;
  readonly #waiting: Waiting[] = [];

  constructor(total: number) {
    if (!Number.isInteger(total) || total < 1) throw new RangeError(`a budget of ${total} threads`);
    this.total = total;
    this.#free = total;
  }

  /** Threads that nobody holds. */
  get free(): number {
    return this.#free;
  }

  /**
   * Waits for this many threads. More than there are counts as all of them.
   *
   * @throws the signal's reason when it aborts before they are free.
   */
  take(threads: number, signal?: AbortSignal): Promise<CpuShare> {
    const wanted = Math.min(this.total, Math.max(1, Math.floor(threads)));
    return inStage('wait', () => this.#wait(wanted, signal));
  }

  #wait(wanted: number, signal: AbortSignal | undefined): Promise<CpuShare> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const giveUp = () => {
        const index = this.#waiting.indexOf(waiting);
        if (index >= 0) this.#waiting.splice(index, 1);
        reject(signal?.reason);
        // What it stood in front of may fit now.
        this.#serve();
      };
      const waiting: Waiting = {
        threads: wanted,
        grant: (share) => {
          signal?.removeEventListener('abort', giveUp);
          resolve(share);
        },
      };
      signal?.addEventListener('abort', giveUp, { once: true });
      this.#waiting.push(waiting);
      this.#serve();
    });
  }

  #serve(): void {
    for (let first = this.#waiting[0]; first && first.threads <= this.#free; first = this.#waiting[0]) {
      this.#waiting.shift();
      first.grant(this.#lend(first.threads));
    }
  }

  #lend(threads: number): CpuShare {
    this.#free -= threads;
    let held = true;
    return {
      threads,
      release: () => {
        if (!held) return;
        held = false;
        this.#free += threads;
        this.#serve();
      },
    };
  }
}

import type { CpuShare } from '../cpu-budget.ts';
import { type ClipEncode, encodeClip } from './encode.ts';
import { encodeTogether } from './encode-together.ts';
import { unlessAborted } from './unless-aborted.ts';

/** One of the renders that are done together. */
export interface Seat {
  /**
   * The cores that all of them share; given back when the last one has left.
   *
   * @param take asks for them, once for all
   * @throws the signal's reason on abort.
   */
  share(take: (signal: AbortSignal) => Promise<CpuShare>, signal: AbortSignal): Promise<{ readonly threads: number }>;
  /**
   * Encodes when all the others are here too, or have left: those of one film in one pass that reads it once.
   * Where that fails each is encoded by itself, so that one alone may fail. Where one is canceled, the pass is ended and
   * begun anew without it if that is less work than to go on; else it goes on, and what it made of that one is dropped.
   *
   * @returns the name of the encoder
   */
  encode(job: ClipEncode): Promise<string>;
  /** To be called at the end, however it came. */
  leave(): void;
}

interface Arrival {
  readonly job: ClipEncode;
  readonly done: PromiseWithResolvers<string>;
}

interface Encoders {
  readonly alone: (job: ClipEncode) => Promise<string>;
  readonly together: (jobs: readonly ClipEncode[], signal: AbortSignal) => Promise<string>;
}

/** Renders of one clip in several shapes, each a job of its own, that meet for the encode. */
export class RenderParty {
  /** Not at the encode yet. */
  #coming: number;
  #present: number;
  #share: Promise<CpuShare> | null = null;
  readonly #everyoneLeft = new AbortController();
  readonly #arrivals: Arrival[] = [];

  readonly #encoders: Encoders;

  /** @param size how many seats will be taken, all of them */
  constructor(size: number, encoders: Encoders = { alone: encodeClip, together: encodeTogether }) {
    this.#encoders = encoders;
    this.#coming = size;
    this.#present = size;
  }

  seat(): Seat {
    let isComing = true;
    let isPresent = true;
    const come = () => {
      if (isComing) this.#coming -= 1;
      isComing = false;
    };
    return {
      share: async (take, signal) => {
        this.#share ??= take(this.#everyoneLeft.signal);
        return await unlessAborted(this.#share, signal);
      },
      encode: async (job) => {
        const done = Promise.withResolvers<string>();
        this.#arrivals.push({ job, done });
        come();
        this.#encodeWhenAllAreHere();
        return await unlessAborted(done.promise, job.signal);
      },
      leave: () => {
        if (isPresent) this.#present -= 1;
        isPresent = false;
        come();
        this.#encodeWhenAllAreHere();
        if (this.#present === 0) this.#end();
      },
    };
  }

  #encodeWhenAllAreHere(): void {
    if (this.#coming > 0) return;
    const arrivals = this.#arrivals.splice(0);
    if (arrivals.length > 0) void this.#encodeAll(arrivals);
  }

  /** Never rejects: each arrival is told how its own went. */
  async #encodeAll(arrivals: readonly Arrival[]): Promise<void> {
    const left = new Set(arrivals.filter(({ job }) => !job.signal.aborted));
    const films = Map.groupBy(left, ({ job }) => JSON.stringify(job.picture.film ?? null));
    for (const [film, group] of films) {
      if (film === 'null') continue;
      for (const arrival of await this.#encodeInOnePass(group)) left.delete(arrival);
    }
    for (const { job, done } of left) {
      if (job.signal.aborted) continue;
      try {
        done.resolve(await this.#encoders.alone(job));
      } catch (error) {
        done.reject(error);
      }
    }
  }

  /** @returns those that need nothing any more */
  async #encodeInOnePass(group: readonly Arrival[]): Promise<readonly Arrival[]> {
    let coming = group;
    while (coming.length > 1) {
      const pass = passOf(coming.map(({ job }) => job));
      try {
        const encoder = await this.#encoders.together(pass.jobs, pass.signal);
        for (const { done } of coming) done.resolve(encoder);
        return group;
      } catch {
        // Whose fault it was is found out by encoding each alone.
        if (!pass.signal.aborted) return [];
        coming = coming.filter(({ job }) => !job.signal.aborted);
      } finally {
        pass.forget();
      }
    }
    return [];
  }

  #end(): void {
    this.#everyoneLeft.abort(new Error('every render has left'));
    this.#share?.then(
      (share) => share.release(),
      () => undefined, // nothing was taken
    );
  }
}

/** Jobs of one pass with its signal, which aborts once those that were canceled make it more work than a new one. */
function passOf(given: readonly ClipEncode[]) {
  const stopping = new AbortController();
  let share = 0;
  const jobs = given.map(
    (job): ClipEncode => ({
      ...job,
      onProgress: (doneMs) => {
        share = doneMs / job.durationMs;
        job.onProgress?.(doneMs);
      },
    }),
  );
  const look = () => {
    const gone = given.filter(({ signal }) => signal.aborted).length;
    // To go on costs (1 - share) of all of them, to begin anew all of those that are left.
    if (gone === given.length || (gone > 0 && share < gone / given.length)) {
      stopping.abort(new Error('a shape of this pass was canceled'));
    }
  };
  for (const { signal } of given) signal.addEventListener('abort', look);
  look();
  return {
    jobs,
    signal: stopping.signal,
    forget: () => {
      for (const { signal } of given) signal.removeEventListener('abort', look);
    },
  };
}

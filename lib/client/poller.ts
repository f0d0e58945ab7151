import type { Progress } from '#lib/shared/progress.ts';
import { isTransient } from './api-error.ts';
import { NOT_YET_GRACE_MS, pollInterval, retryDelay, shortestInterval, type Watched, withJitter } from './polling.ts';

/** What the poller needs of the world; tests give a fake clock. */
export interface PollerWorld {
  fetchProgress(ids: readonly string[], signal: AbortSignal): Promise<Record<string, Progress | null>>;
  now(): number;
  random(): number;
  isVisible(): boolean;
  /** Calls back when the page is shown or hidden, and when the line is back. */
  onVisibility(listener: () => void): () => void;
  connection: { failed(triesInARow: number): void; restored(): void };
}

export type ProgressPhase = 'loading' | 'not-yet' | 'found' | 'missing';

export interface ProgressEntry {
  /** `not-yet`: just uploaded, the server is about to know it; `missing`: there is no such episode. */
  readonly phase: ProgressPhase;
  readonly progress: Progress | null;
}

export interface Poller {
  /** Asks about these from now on; the returned function stops it. One request serves every watcher. */
  watch(ids: readonly string[]): () => void;
  /** The current knowledge; the same object until something changes. */
  snapshot(): Readonly<Record<string, ProgressEntry>>;
  subscribe(listener: () => void): () => void;
  /** Hears of every episode whose stage, state or attempt changed. */
  onTransition(listener: Listener): () => void;
  /** Hears of every answer that is not the one before. */
  onNews(listener: Listener): () => void;
  /** The upload ended: the id may be unknown for a while. */
  noteUploaded(id: string): void;
  /** Asks at once, e.g. after a retry: what was over may run again. */
  refresh(ids: readonly string[]): void;
}

type Listener = (id: string, progress: Progress) => void;

/** One timer and one request for all progress on the page, by the table in polling.ts. */
export function createPoller(world: PollerWorld): Poller {
  const watchers = new Map<string, number>();
  const known = new Map<string, Watched>();
  const listeners = new Set<() => void>();
  const transitionListeners = new Set<Listener>();
  const newsListeners = new Set<Listener>();
  let view: Readonly<Record<string, ProgressEntry>> = {};
  let timer: ReturnType<typeof setTimeout> | null = null;
  let inFlight: AbortController | null = null;
  let failures = 0;
  let stopVisibility: (() => void) | null = null;

  const fresh: Watched = { progress: null, runningSince: null, uploadedAt: null, asked: false };
  const isWatched = (id: string) => watchers.has(id);
  const stateOf = (id: string) => known.get(id) ?? fresh;

  function publish(): void {
    const next: Record<string, ProgressEntry> = {};
    let changed = Object.keys(view).length !== known.size;
    for (const [id, watched] of known) {
      const entry = toEntry(watched, world.now());
      const before = view[id];
      const same = before && before.phase === entry.phase && before.progress === entry.progress;
      next[id] = same ? before : entry;
      changed ||= !same;
    }
    if (!changed) return;
    view = next;
    for (const listener of [...listeners]) listener();
  }

  function schedule(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (inFlight || watchers.size === 0 || !world.isVisible()) return;
    const delay = failures > 0 ? retryDelay(failures, world.random) : nextDelay();
    if (delay !== null) timer = setTimeout(ask, delay);
  }

  function nextDelay(): number | null {
    const interval = shortestInterval([...watchers.keys()].map(stateOf), world.now());
    return interval === null ? null : withJitter(interval, world.random);
  }

  async function ask(): Promise<void> {
    timer = null;
    const now = world.now();
    const ids = [...watchers.keys()].filter((id) => pollInterval(stateOf(id), now) !== null);
    // The grace of a 'not yet' can end while we wait: then it is missing.
    if (ids.length === 0) return publish();
    const controller = new AbortController();
    inFlight = controller;
    try {
      const answers = await world.fetchProgress(ids, controller.signal);
      failures = 0;
      world.connection.restored();
      for (const id of ids) take(id, answers[id] ?? null);
    } catch (error) {
      if (!controller.signal.aborted) {
        failures += 1;
        // What is refused for good is not a lost line, but it is asked again as slowly.
        if (isTransient(error)) world.connection.failed(failures);
      }
    } finally {
      if (inFlight === controller) inFlight = null;
    }
    publish();
    schedule();
  }

  function take(id: string, progress: Progress | null): void {
    if (!isWatched(id)) return;
    const before = stateOf(id);
    const same =
      progress && before.progress?.seq === progress.seq && before.progress.updatedAt === progress.updatedAt
        ? JSON.stringify(before.progress) === JSON.stringify(progress)
        : false;
    const running = progress?.state === 'running';
    known.set(id, {
      ...before,
      asked: true,
      progress: same ? before.progress : progress,
      runningSince: running ? (before.runningSince ?? world.now()) : null,
    });
    if (progress && before.progress && !same) {
      for (const listener of [...newsListeners]) listener(id, progress);
    }
    if (progress && isTransition(before.progress, progress)) {
      for (const listener of [...transitionListeners]) listener(id, progress);
    }
  }

  function onVisibility(): void {
    if (world.isVisible()) {
      // At once when shown again: what was terminal or lost is asked, too.
      for (const id of watchers.keys()) known.set(id, { ...stateOf(id), asked: false });
      failures = 0;
    }
    schedule();
  }

  return {
    watch(ids) {
      if (watchers.size === 0) stopVisibility = world.onVisibility(onVisibility);
      for (const id of ids) {
        watchers.set(id, (watchers.get(id) ?? 0) + 1);
        if (!known.has(id)) known.set(id, fresh);
      }
      publish();
      schedule();
      return () => {
        for (const id of ids) {
          const left = (watchers.get(id) ?? 1) - 1;
          if (left > 0) watchers.set(id, left);
          else watchers.delete(id);
        }
        if (watchers.size > 0) return;
        stopVisibility?.();
        stopVisibility = null;
        inFlight?.abort();
        inFlight = null;
        schedule();
      };
    },
    snapshot: () => view,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onTransition(listener) {
      transitionListeners.add(listener);
      return () => transitionListeners.delete(listener);
    },
    onNews(listener) {
      newsListeners.add(listener);
      return () => newsListeners.delete(listener);
    },
    noteUploaded(id) {
      known.set(id, { ...stateOf(id), uploadedAt: world.now(), asked: false });
      publish();
      schedule();
    },
    refresh(ids) {
      for (const id of ids) known.set(id, { ...stateOf(id), asked: false });
      schedule();
    },
  };
}

function toEntry(watched: Watched, now: number): ProgressEntry {
  const { progress, uploadedAt } = watched;
  if (progress) return { phase: 'found', progress };
  if (uploadedAt !== null && now - uploadedAt < NOT_YET_GRACE_MS) return { phase: 'not-yet', progress: null };
  return { phase: watched.asked ? 'missing' : 'loading', progress: null };
}

function isTransition(before: Progress | null, after: Progress): boolean {
  if (!before) return false;
  return before.state !== after.state || before.stage !== after.stage || before.attempt !== after.attempt;
}

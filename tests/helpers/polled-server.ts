import { afterEach, beforeEach, vi } from 'vitest';
import { createConnection } from '#lib/client/connection.ts';
import { createPoller, type Poller } from '#lib/client/poller.ts';
import type { Progress, ProgressState } from '#lib/shared/progress.ts';

/** Jitter that changes nothing. */
const NO_JITTER = 0.5;
let seq = 0;

/** A poller on a fake clock, in a page and before a server that the test plays. */
export interface PolledServer {
  readonly poller: Poller;
  readonly connection: ReturnType<typeof createConnection>;
  /** Every request so far. */
  readonly calls: readonly { at: number; ids: readonly string[] }[];
  /** What the server knows of an episode from now on. */
  say(id: string, state: ProgressState, more?: Partial<Progress>): void;
  /** Every request fails from now on, until the server says something. */
  fail(error: Error): void;
  answer(ids: readonly string[]): Record<string, Progress | null>;
  /** From 0 to 1; 0.5 until set. */
  setRandom(value: number): void;
  /** Shows or hides the page. */
  show(shown: boolean): void;
  visibilityListeners(): number;
}

/** Gives each test of the file a poller of its own and a fake clock. */
export function polledServerPerTest(): () => PolledServer {
  let server: PolledServer;
  beforeEach(() => {
    vi.useFakeTimers({ now: 1_000_000_000 });
    server = createPolledServer();
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  return () => server;
}

/** Lets time pass, in milliseconds. */
export const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

function createPolledServer(): PolledServer {
  const known = new Map<string, Progress>();
  const calls: { at: number; ids: readonly string[] }[] = [];
  const listeners = new Set<() => void>();
  const connection = createConnection();
  let failure: Error | null = null;
  let visible = true;
  let random = NO_JITTER;
  const answer = (ids: readonly string[]) => Object.fromEntries(ids.map((id) => [id, known.get(id) ?? null]));
  const poller = createPoller({
    async fetchProgress(ids) {
      calls.push({ at: Date.now(), ids });
      if (failure) throw failure;
      return answer(ids);
    },
    now: Date.now,
    random: () => random,
    isVisible: () => visible,
    onVisibility(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    connection,
  });
  return {
    poller,
    connection,
    calls,
    say(id, state, more = {}) {
      failure = null;
      seq += 1;
      known.set(id, { ...SILENT, episodeId: id, state, seq, updatedAt: Date.now(), ...more });
    },
    fail(error) {
      failure = error;
    },
    answer,
    setRandom(value) {
      random = value;
    },
    show(shown) {
      visible = shown;
      for (const listener of listeners) listener();
    },
    visibilityListeners: () => listeners.size,
  };
}

const SILENT = {
  jobId: null,
  stage: 'transcribe',
  percent: null,
  etaMs: null,
  message: '',
  attempt: 1,
  error: null,
} as const;

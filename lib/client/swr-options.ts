import type { SWRConfiguration } from 'swr';
import type { ModelView } from '#lib/shared/api/models.ts';
import type { SystemView } from '#lib/shared/api/system.ts';
import type { Queue } from '#lib/shared/queue.ts';
import { isTransient } from './api-error.ts';
import { connection } from './connection.ts';
import { retryDelay } from './polling.ts';

/**
 * SWR's own retry grows to half an hour, and a cached error stops its polling; ours is the same
 * backoff as for progress. Functions live here, at module level: SWR restarts its timer whenever it
 * is given a new one.
 */
export const swrOptions: SWRConfiguration = {
  onErrorRetry: (error, _key, _config, revalidate, { retryCount }) => {
    if (!isTransient(error)) return;
    connection.failed(retryCount);
    const again = () => void revalidate({ retryCount, dedupe: true });
    setTimeout(() => whenVisible(again), retryDelay(retryCount, Math.random));
  },
  focusThrottleInterval: 1000,
  dedupingInterval: 500,
  keepPreviousData: false,
};

const CLIPS_MS = 4000;
const QUEUE_MS = 2000;
const QUEUE_QUIET_MS = 10_000;
const MODELS_MS = 1500;
const SYSTEM_BUSY_MS = 4000;
const SYSTEM_QUIET_MS = 30_000;

/** At once, or as soon as the page is looked at again. */
function whenVisible(action: () => void): void {
  const act = () => {
    if (document.visibilityState === 'hidden') return;
    document.removeEventListener('visibilitychange', act);
    action();
  };
  document.addEventListener('visibilitychange', act);
  act();
}

/** Clips are rendered one after the other: each appears as soon as it is done. Their episode's progress is over. */
export function clipsInterval(): number {
  return CLIPS_MS;
}

/** Often while something waits or runs. */
export function queueInterval(latest: Queue | undefined): number {
  return latest?.live.length === 0 ? QUEUE_QUIET_MS : QUEUE_MS;
}

/** Only while one is on its way. */
export function modelsInterval(latest: readonly ModelView[] | undefined): number {
  return latest?.some((model) => model.fetching !== null && model.fetching.error === null) ? MODELS_MS : 0;
}

/** Often while the speech engine is prepared or the worker is away, else now and then. */
export function systemInterval(latest: SystemView | undefined): number {
  const quiet = latest?.speech.state === 'ready' && latest.worker.alive;
  return quiet ? SYSTEM_QUIET_MS : SYSTEM_BUSY_MS;
}

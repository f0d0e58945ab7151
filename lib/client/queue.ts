import { type Queue, queueChangedSchema, queueSchema } from '#lib/shared/queue.ts';
import { request } from './request.ts';
import { queueInterval } from './swr-options.ts';
import { urls } from './urls.ts';
import { type Loaded, useLoaded } from './use-loaded.ts';

/** Calls about the queue as a whole. All reject with ApiError. */
export const queueCalls = {
  pauseQueue: (paused: boolean) => request(`${urls.queue}/paused`, queueSchema, { method: 'PUT', body: { paused } }),
  retryFailed: () => request(`${urls.queue}/retry`, queueChangedSchema, { method: 'POST' }),
  cancelQueue: () => request(`${urls.queue}/cancel`, queueChangedSchema, { method: 'POST' }),
} as const;

const loadQueue = () => request(urls.queue, queueSchema);

/** What waits, runs and failed; asked again often while something does. */
export function useQueue(): Loaded<Queue> {
  return useLoaded(urls.queue, loadQueue, { refreshInterval: queueInterval });
}

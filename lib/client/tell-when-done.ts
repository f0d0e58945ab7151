import { isTerminal, type ProgressState } from '#lib/shared/progress.ts';
import { api } from './api.ts';
import { ApiError } from './api-error.ts';
import { episodeCalls } from './episode-calls.ts';
import { readWanted, startTelling, stopTelling } from './wanted.ts';

export { nobodyWaits, readWanted, stopTelling, subscribeWanted } from './wanted.ts';

/** Browsers let a page in the background look at the clock about once a minute. */
const LOOK_MS = 20_000;

/** What became of an episode that somebody waits for. */
export interface Ended {
  readonly id: string;
  readonly title: string;
  readonly state: ProgressState;
  readonly clipCount: number;
}

/** True where the browser can tell and has not been forbidden to. */
export function canTell(): boolean {
  return 'Notification' in globalThis && 'serviceWorker' in navigator && Notification.permission !== 'denied';
}

/** Asks the person's browser, once, and then for the episode. False where it was refused. */
export async function tellWhenDone(id: string): Promise<boolean> {
  if ((await Notification.requestPermission()) !== 'granted') return false;
  await navigator.serviceWorker.register('/tell.js');
  startTelling(id);
  return true;
}

/**
 * Looks now and then, also while the page is hidden: for nothing else, and only for what somebody waits for.
 *
 * @param tell is given each that ended, once. @returns a function that ends it.
 */
export function watchWanted(tell: (ended: Ended) => Promise<void>): () => void {
  let busy = false;
  const look = async () => {
    if (busy || readWanted().length === 0) return;
    busy = true;
    try {
      for (const ended of await endedOf(readWanted())) {
        stopTelling(ended.id);
        if (ended.state !== 'canceled') await tell(ended);
      }
    } catch (error) {
      // No answer now: it looks again.
      if (!(error instanceof ApiError)) throw error;
    } finally {
      busy = false;
    }
  };
  const timer = setInterval(() => void look(), LOOK_MS);
  return () => clearInterval(timer);
}

async function endedOf(ids: readonly string[]): Promise<Ended[]> {
  const progress = await api.progress(ids);
  const ended: Ended[] = [];
  for (const id of ids) {
    const state = progress[id]?.state;
    if (state === undefined) stopTelling(id);
    else if (isTerminal(state)) {
      const { title, clipCount } = await episodeCalls.episode(id);
      ended.push({ id, title, state, clipCount });
    }
  }
  return ended;
}

/** Shows it outside of the page; a click leads to the episode. */
export async function showEnded(id: string, title: string, body: string): Promise<void> {
  const worker = await navigator.serviceWorker.ready;
  await worker.showNotification(title, { body, tag: id, icon: '/icons/192.png', data: { url: `/episodes/${id}` } });
}

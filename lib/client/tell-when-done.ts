import * as z from 'zod/mini';
import { isTerminal, type ProgressState } from '#lib/shared/progress.ts';
import { api } from './api.ts';
import { ApiError } from './api-error.ts';
import { episodeCalls } from './episode-calls.ts';

/** Browsers let a page in the background look at the clock about once a minute. */
const LOOK_MS = 20_000;
const KEY = 'podpromo.tell-when-done';
const wantedSchema = z.array(z.string());

/** What became of an episode that somebody waits for. */
export interface Ended {
  readonly id: string;
  readonly title: string;
  readonly state: ProgressState;
  readonly clipCount: number;
}

let wanted: readonly string[] | null = null;
const NONE: readonly string[] = [];
const listeners = new Set<() => void>();

/** Episodes of which the end is told; remembered as long as the tab is open. */
export function readWanted(): readonly string[] {
  wanted ??= recall();
  return wanted;
}

/** For useSyncExternalStore on the server, where nobody waits. */
export function nobodyWaits(): readonly string[] {
  return NONE;
}

export function subscribeWanted(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** True where the browser can tell and has not been forbidden to. */
export function canTell(): boolean {
  return 'Notification' in globalThis && 'serviceWorker' in navigator && Notification.permission !== 'denied';
}

/** Asks the person's browser, once, and then for the episode. False where it was refused. */
export async function tellWhenDone(id: string): Promise<boolean> {
  if ((await Notification.requestPermission()) !== 'granted') return false;
  await navigator.serviceWorker.register('/tell.js');
  change([...readWanted().filter((each) => each !== id), id]);
  return true;
}

/** The person no longer waits. */
export function stopTelling(id: string): void {
  change(readWanted().filter((each) => each !== id));
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

function change(next: readonly string[]): void {
  wanted = next;
  try {
    sessionStorage.setItem(KEY, JSON.stringify(next));
  } catch (error) {
    // Storage can be switched off: it then lasts as long as the page.
    console.debug('who waits could not be stored', error);
  }
  for (const listener of listeners) listener();
}

function recall(): readonly string[] {
  try {
    const stored = wantedSchema.safeParse(JSON.parse(sessionStorage.getItem(KEY) ?? '[]'));
    return stored.data ?? NONE;
  } catch (error) {
    console.debug('who waits is not known', error);
    return NONE;
  }
}

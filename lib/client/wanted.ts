import * as z from 'zod/mini';

const KEY = 'podpromo.tell-when-done';
const wantedSchema = z.array(z.string());

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

/** Somebody waits for this episode. */
export function startTelling(id: string): void {
  change([...readWanted().filter((each) => each !== id), id]);
}

/** The person no longer waits. */
export function stopTelling(id: string): void {
  change(readWanted().filter((each) => each !== id));
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

import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { mutate } from 'swr';
import { api } from './api.ts';
import { connection } from './connection.ts';
import { createLiveParts } from './live-parts.ts';
import { createPoller, type ProgressEntry } from './poller.ts';
import { urls } from './urls.ts';

export type { ProgressEntry, ProgressPhase } from './poller.ts';

/** The page's one poller. SWR keeps the answers of all other calls; they are asked again when a stage ends. */
const poller = createPoller({
  fetchProgress: api.progress,
  now: Date.now,
  random: Math.random,
  isVisible: () => typeof document === 'undefined' || document.visibilityState !== 'hidden',
  onVisibility: (listener) => {
    document.addEventListener('visibilitychange', listener);
    // `offline` stops nothing: PodPromo may run on this very machine.
    window.addEventListener('online', listener);
    return () => {
      document.removeEventListener('visibilitychange', listener);
      window.removeEventListener('online', listener);
    };
  },
  connection,
});

poller.onTransition((id) => {
  void revalidateEpisode(id);
});

poller.onNews(
  createLiveParts({
    now: Date.now,
    refresh: (part, id) => mutate(part === 'clips' ? urls.clips(id) : urls.transcript(id)),
  }),
);

const EMPTY: Readonly<Record<string, ProgressEntry>> = {};

/**
 * Live progress of these episodes, by id. Everything on screen is asked in one request; nothing is
 * asked while the page is hidden or when everything is over.
 */
export function useProgress(ids: readonly string[]): Readonly<Record<string, ProgressEntry>> {
  const key = [...new Set(ids)].sort().join(',');
  useEffect(() => (key === '' ? undefined : poller.watch(key.split(','))), [key]);
  const all = useSyncExternalStore(poller.subscribe, poller.snapshot, () => EMPTY);
  return useMemo(() => {
    const wanted: Record<string, ProgressEntry> = {};
    for (const id of key === '' ? [] : key.split(',')) {
      wanted[id] = all[id] ?? { phase: 'loading', progress: null };
    }
    return wanted;
  }, [all, key]);
}

/** Call it when an upload has ended: the list is asked again, and an unknown id is 'not yet' for a minute. */
export function noteUploaded(id: string): void {
  poller.noteUploaded(id);
  void refreshEpisodes();
}

/** Asks again for every list of episodes that is shown, whatever it was asked for. */
export async function refreshEpisodes(): Promise<void> {
  await mutate((key) => key === urls.episodes || (typeof key === 'string' && key.startsWith(`${urls.episodes}?`)));
}

/** Asks again for everything that the page shows of an episode. */
export async function revalidateEpisode(id: string): Promise<void> {
  poller.refresh([id]);
  await Promise.all([
    refreshEpisodes(),
    mutate(urls.episode(id)),
    mutate(urls.transcript(id)),
    mutate(urls.clips(id)),
    mutate(urls.waveform(id)),
  ]);
}

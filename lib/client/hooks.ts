import { useSyncExternalStore } from 'react';
import type { EpisodeList, EpisodeQuery } from '#lib/shared/api/episode-list.ts';
import type { ShowView } from '#lib/shared/api/shows.ts';
import type { SystemView } from '#lib/shared/api/system.ts';
import { api } from './api.ts';
import { type ConnectionState, connection } from './connection.ts';
import { systemInterval } from './swr-options.ts';
import { episodesUrl, urls } from './urls.ts';
import { type Loaded, useLoaded } from './use-loaded.ts';

export {
  noteUploaded,
  type ProgressEntry,
  type ProgressPhase,
  refreshEpisodes,
  revalidateEpisode,
  useProgress,
} from './use-progress.ts';

/** Episodes that fit; while another question is on its way, the last answer stays. */
export function useEpisodes(query: EpisodeQuery): Loaded<EpisodeList> {
  return useLoaded(episodesUrl(query), () => api.episodes(query), { keepPreviousData: true });
}

/** Every show, with its glossary. */
export function useShows(): Loaded<ShowView[]> {
  return useLoaded(urls.shows, api.shows);
}

/** The installation: worker, speech engine, storage, limits, settings. */
export function useSystem(): Loaded<SystemView> {
  return useLoaded(urls.system, api.system, { refreshInterval: systemInterval });
}

/** `lost` after five tries in a row without an answer, until there is one. */
export function useConnection(): ConnectionState {
  return useSyncExternalStore(connection.subscribe, connection.get, () => 'ok');
}

import { type EpisodeQuery, episodeListSchema } from '#lib/shared/api/episode-list.ts';
import { episodeDetailSchema } from '#lib/shared/api/episodes.ts';
import { PROGRESS_IDS_MAX, progressMapSchema } from '#lib/shared/api/jobs.ts';
import { showListSchema } from '#lib/shared/api/shows.ts';
import { systemSchema } from '#lib/shared/api/system.ts';
import type { Progress } from '#lib/shared/progress.ts';
import { request } from './request.ts';
import { episodesUrl, urls } from './urls.ts';

/**
 * What the home page and the head of every page ask; all reject with ApiError. Other calls are in modules of their
 * own: the first page carries the schemas of nothing that it does not ask for.
 */
export const api = {
  episodes: (query: EpisodeQuery = {}) => request(episodesUrl(query), episodeListSchema),
  shows: async () => (await request(urls.shows, showListSchema)).shows,
  system: () => request(urls.system, systemSchema),
  /** Null for an id that the server does not know. */
  progress: async (ids: readonly string[], signal?: AbortSignal) => {
    const all: Record<string, Progress | null> = {};
    for (let start = 0; start < ids.length; start += PROGRESS_IDS_MAX) {
      const some = ids.slice(start, start + PROGRESS_IDS_MAX).map(encodeURIComponent);
      const answer = await request(`/api/progress?ids=${some.join(',')}`, progressMapSchema, { signal });
      Object.assign(all, answer.progress);
    }
    return all;
  },
  cancelEpisode: (id: string) => request(`${urls.episode(id)}/cancel`, episodeDetailSchema, { method: 'POST' }),
} as const;

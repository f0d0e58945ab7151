import type { EpisodeQuery } from '#lib/shared/api/episode-list.ts';
import type { ExportKind } from '#lib/shared/exports.ts';
import type { Aspect } from '#lib/shared/states.ts';

const segment = encodeURIComponent;

/** Addresses, which are also the keys under which the page keeps the answers. */
export const urls = {
  episodes: '/api/episodes',
  episode: (id: string) => `/api/episodes/${segment(id)}`,
  transcript: (id: string) => `/api/episodes/${segment(id)}/transcript`,
  clips: (id: string) => `/api/episodes/${segment(id)}/clips`,
  waveform: (id: string) => `/api/episodes/${segment(id)}/waveform`,
  clip: (id: string) => `/api/clips/${segment(id)}`,
  framing: (id: string) => `/api/clips/${segment(id)}/framing`,
  job: (id: string) => `/api/jobs/${segment(id)}`,
  shows: '/api/shows',
  show: (id: string) => `/api/shows/${segment(id)}`,
  learning: '/api/learning',
  system: '/api/system',
  models: '/api/models',
  queue: '/api/queue',
  storage: '/api/storage',
} as const;

/** Address of a list of episodes; the same question has the same address. */
export function episodesUrl(query: EpisodeQuery): string {
  const search = new URLSearchParams();
  for (const name of ['q', 'state', 'show', 'sort', 'limit'] as const) {
    if (query[name]) search.set(name, String(query[name]));
  }
  return search.size === 0 ? urls.episodes : `${urls.episodes}?${search}`;
}

/** A media url that the browser saves under this name instead of playing it. */
export function downloadUrl(url: string, name: string): string {
  return `${url}?download=${segment(name)}`;
}

/** Where another file of a clip is saved from; it names itself. */
export function exportUrl(clipId: string, kind: ExportKind, aspect: Aspect): string {
  return `${urls.clip(clipId)}/export/${kind}?aspect=${segment(aspect)}`;
}

import * as z from 'zod/mini';
import {
  type ClipView,
  clipListSchema,
  clipViewSchema,
  type FeedbackPut,
  feedbackViewSchema,
  renderViewSchema,
} from '#lib/shared/api/clips.ts';
import { type EpisodeQuery, episodeListSchema } from '#lib/shared/api/episode-list.ts';
import { episodeDetailSchema, type TranscribeRequest, waveformSchema } from '#lib/shared/api/episodes.ts';
import { jobViewSchema, PROGRESS_IDS_MAX, progressMapSchema } from '#lib/shared/api/jobs.ts';
import { modelListSchema } from '#lib/shared/api/models.ts';
import { type SettingsPatch, systemSchema } from '#lib/shared/api/system.ts';
import { transcriptAnswerSchema } from '#lib/shared/api/transcript.ts';
import type { ExportKind } from '#lib/shared/exports.ts';
import { clipFramingSchema, type Framing } from '#lib/shared/framing.ts';
import type { Progress } from '#lib/shared/progress.ts';
import { queueChangedSchema, queueSchema } from '#lib/shared/queue.ts';
import type { Aspect } from '#lib/shared/states.ts';
import { storageUsageSchema } from '#lib/shared/storage.ts';
import type { Look } from '#lib/shared/styles/looks.ts';
import { request } from './request.ts';

export { ApiError } from './api-error.ts';

const nothing = z.null();
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

/** Every call of the API. All reject with ApiError. */
export const api = {
  episodes: (query: EpisodeQuery = {}) => request(episodesUrl(query), episodeListSchema),
  episode: (id: string) => request(urls.episode(id), episodeDetailSchema),
  transcript: (id: string) => request(urls.transcript(id), transcriptAnswerSchema),
  clips: (id: string) => request(urls.clips(id), clipListSchema),
  waveform: (id: string, part?: { fromMs: number; toMs: number; count: number }, signal?: AbortSignal) => {
    const query = part ? `?from=${part.fromMs}&to=${part.toMs}&count=${part.count}` : '';
    return request(`${urls.waveform(id)}${query}`, waveformSchema, { signal });
  },
  system: () => request(urls.system, systemSchema),
  storage: () => request(urls.storage, storageUsageSchema),
  queue: () => request(urls.queue, queueSchema),
  models: async () => (await request(urls.models, modelListSchema)).models,
  /** Null for an id that the server does not know. */
  progress: async (ids: readonly string[], signal?: AbortSignal) => {
    const all: Record<string, Progress | null> = {};
    for (let start = 0; start < ids.length; start += PROGRESS_IDS_MAX) {
      const some = ids.slice(start, start + PROGRESS_IDS_MAX).map(segment);
      const answer = await request(`/api/progress?ids=${some.join(',')}`, progressMapSchema, { signal });
      Object.assign(all, answer.progress);
    }
    return all;
  },

  renameEpisode: (id: string, title: string) =>
    request(urls.episode(id), episodeDetailSchema, { method: 'PATCH', body: { title } }),
  deleteEpisode: (id: string) => request(urls.episode(id), nothing, { method: 'DELETE' }),
  cancelEpisode: (id: string) => request(`${urls.episode(id)}/cancel`, episodeDetailSchema, { method: 'POST' }),
  retryEpisode: (id: string) => request(`${urls.episode(id)}/retry`, episodeDetailSchema, { method: 'POST' }),
  transcribeAgain: (id: string, body: TranscribeRequest) =>
    request(`${urls.episode(id)}/transcribe`, episodeDetailSchema, { method: 'POST', body }),
  fetchModel: (name: string) => request(urls.models, modelListSchema, { method: 'POST', body: { name } }),
  removeModel: (name: string) => request(`${urls.models}/${segment(name)}`, modelListSchema, { method: 'DELETE' }),
  renameClip: (id: string, title: string): Promise<ClipView> =>
    request(urls.clip(id), clipViewSchema, { method: 'PATCH', body: { title } }),
  renderClip: (id: string, aspect: Aspect, look?: Look & { again?: boolean }) =>
    request(`${urls.clip(id)}/render`, renderViewSchema, { method: 'POST', body: { aspect, ...look } }),
  framing: (id: string) => request(urls.framing(id), clipFramingSchema),
  saveFraming: (id: string, body: Framing) => request(urls.framing(id), clipFramingSchema, { method: 'PUT', body }),
  saveFeedback: (clipId: string, feedback: FeedbackPut) =>
    request(`${urls.clip(clipId)}/feedback`, feedbackViewSchema, { method: 'PUT', body: feedback }),
  cancelJob: (id: string) => request(`/api/jobs/${segment(id)}/cancel`, jobViewSchema, { method: 'POST' }),
  retryJob: (id: string) => request(`/api/jobs/${segment(id)}/retry`, jobViewSchema, { method: 'POST' }),
  pauseQueue: (paused: boolean) => request(`${urls.queue}/paused`, queueSchema, { method: 'PUT', body: { paused } }),
  retryFailed: () => request(`${urls.queue}/retry`, queueChangedSchema, { method: 'POST' }),
  cancelQueue: () => request(`${urls.queue}/cancel`, queueChangedSchema, { method: 'POST' }),
  saveSettings: (patch: SettingsPatch) => request('/api/settings', systemSchema, { method: 'PATCH', body: patch }),
} as const;

/** A media url that the browser saves under this name instead of playing it. */
export function downloadUrl(url: string, name: string): string {
  return `${url}?download=${segment(name)}`;
}

/** Where another file of a clip is saved from; it names itself. */
export function exportUrl(clipId: string, kind: ExportKind, aspect: Aspect): string {
  return `${urls.clip(clipId)}/export/${kind}?aspect=${segment(aspect)}`;
}

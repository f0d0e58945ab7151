import * as z from 'zod/mini';
import { clipListSchema, type FeedbackPut, feedbackViewSchema, renderViewSchema } from '#lib/shared/api/clips.ts';
import type { TranscribeRequest } from '#lib/shared/api/episode-requests.ts';
import { episodeDetailSchema } from '#lib/shared/api/episodes.ts';
import { transcriptAnswerSchema } from '#lib/shared/api/transcript.ts';
import { waveformSchema } from '#lib/shared/api/waveform.ts';
import { clipFramingSchema, type Framing } from '#lib/shared/framing.ts';
import type { Aspect } from '#lib/shared/states.ts';
import type { Look } from '#lib/shared/styles/looks.ts';
import { request } from './request.ts';
import { urls } from './urls.ts';

/** Calls about one episode and its clips. All reject with ApiError. */
export const episodeCalls = {
  episode: (id: string) => request(urls.episode(id), episodeDetailSchema),
  transcript: (id: string) => request(urls.transcript(id), transcriptAnswerSchema),
  clips: (id: string) => request(urls.clips(id), clipListSchema),
  waveform: (id: string, part?: { fromMs: number; toMs: number; count: number }, signal?: AbortSignal) => {
    const query = part ? `?from=${part.fromMs}&to=${part.toMs}&count=${part.count}` : '';
    return request(`${urls.waveform(id)}${query}`, waveformSchema, { signal });
  },
  framing: (clipId: string) => request(urls.framing(clipId), clipFramingSchema),

  renameEpisode: (id: string, title: string) =>
    request(urls.episode(id), episodeDetailSchema, { method: 'PATCH', body: { title } }),
  deleteEpisode: (id: string) => request(urls.episode(id), z.null(), { method: 'DELETE' }),
  retryEpisode: (id: string) => request(`${urls.episode(id)}/retry`, episodeDetailSchema, { method: 'POST' }),
  transcribeAgain: (id: string, body: TranscribeRequest) =>
    request(`${urls.episode(id)}/transcribe`, episodeDetailSchema, { method: 'POST', body }),
  renderClip: (clipId: string, aspect: Aspect, look?: Look & { again?: boolean }) =>
    request(`${urls.clip(clipId)}/render`, renderViewSchema, { method: 'POST', body: { aspect, ...look } }),
  saveFraming: (clipId: string, body: Framing) =>
    request(urls.framing(clipId), clipFramingSchema, { method: 'PUT', body }),
  saveFeedback: (clipId: string, feedback: FeedbackPut) =>
    request(`${urls.clip(clipId)}/feedback`, feedbackViewSchema, { method: 'PUT', body: feedback }),
} as const;

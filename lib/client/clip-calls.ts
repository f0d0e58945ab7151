import * as z from 'zod/mini';
import { clipViewSchema } from '#lib/shared/api/clips.ts';
import { episodeDetailSchema } from '#lib/shared/api/episodes.ts';
import type { ClipCreate, ClipPatch, ClipSplit, SuggestRequest } from '#lib/shared/clip-requests.ts';
import { request } from './request.ts';
import { urls } from './urls.ts';

/** Calls around picking: other moments, clips by hand, texts. All reject with ApiError. */
export const clipCalls = {
  /** Looks for moments again; the answer is the episode, at work. */
  suggest: (episodeId: string, body: SuggestRequest) =>
    request(`${urls.episode(episodeId)}/suggest`, episodeDetailSchema, { method: 'POST', body }),
  create: (episodeId: string, body: ClipCreate) =>
    request(urls.clips(episodeId), clipViewSchema, { method: 'POST', body }),
  change: (clipId: string, body: ClipPatch) => request(urls.clip(clipId), clipViewSchema, { method: 'PATCH', body }),
  clip: (clipId: string) => request(urls.clip(clipId), clipViewSchema),
  step: (clipId: string, direction: 'undo' | 'redo', revision: number) =>
    request(`${urls.clip(clipId)}/${direction}`, clipViewSchema, { method: 'POST', body: { revision } }),
  split: (clipId: string, body: ClipSplit) =>
    request(`${urls.clip(clipId)}/split`, z.object({ clips: z.array(clipViewSchema) }), { method: 'POST', body }),
  remove: (clipId: string) => request(urls.clip(clipId), z.null(), { method: 'DELETE' }),
} as const;

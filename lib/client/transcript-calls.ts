import { episodeDetailSchema } from '#lib/shared/api/episodes.ts';
import { showViewSchema } from '#lib/shared/api/shows.ts';
import { transcriptAnswerSchema } from '#lib/shared/api/transcript.ts';
import type { TranscriptEdit } from '#lib/shared/transcript/edits.ts';
import type { ExportFormat } from '#lib/shared/transcript/export.ts';
import { type ShowPatch, type TranscriptImport, transcriptVersionsSchema } from '#lib/shared/transcript-api.ts';
import { request } from './request.ts';
import { urls } from './urls.ts';

/** Calls around transcripts by hand. All reject with ApiError. */
export const transcriptCalls = {
  edit: (id: string, revision: string, edit: TranscriptEdit) =>
    request(urls.transcript(id), transcriptAnswerSchema, { method: 'PATCH', body: { revision, edit } }),
  step: (id: string, revision: string, direction: 'undo' | 'redo') =>
    request(`${urls.transcript(id)}/${direction}`, transcriptAnswerSchema, { method: 'POST', body: { revision } }),
  give: (id: string, given: TranscriptImport) =>
    request(urls.transcript(id), transcriptAnswerSchema, { method: 'PUT', body: given }),
  versions: async (id: string) => (await request(`${urls.transcript(id)}/versions`, transcriptVersionsSchema)).versions,
  restore: (id: string, revision: string, versionId: string) =>
    request(`${urls.transcript(id)}/restore`, transcriptAnswerSchema, {
      method: 'POST',
      body: { revision, versionId },
    }),
  saveShow: (id: string, patch: ShowPatch) => request(urls.show(id), showViewSchema, { method: 'PATCH', body: patch }),
  /** Null takes the episode out of its show. */
  putIntoShow: (id: string, show: string | null) =>
    request(urls.episode(id), episodeDetailSchema, { method: 'PATCH', body: { show } }),
} as const;

/** Where the transcript is saved from. */
export function transcriptFileUrl(id: string, format: ExportFormat): string {
  return `${urls.transcript(id)}?format=${format}`;
}

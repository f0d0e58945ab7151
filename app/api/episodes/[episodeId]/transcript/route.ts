import { episodeRoute } from '#lib/server/params.ts';
import { jsonResponse } from '#lib/server/respond.ts';
import { methods, route } from '#lib/server/route.ts';
import { editTranscript } from '#lib/server/services/transcripts/transcript-edits.ts';
import { transcriptFile } from '#lib/server/services/transcripts/transcript-export.ts';
import { importTranscript } from '#lib/server/services/transcripts/transcript-import.ts';
import { readTranscript } from '#lib/server/services/transcripts/transcripts.ts';
import { TRANSCRIPT_MAX_BYTES } from '#lib/shared/transcript/formats/parse.ts';
import { transcriptImportSchema, transcriptPatchSchema, transcriptQuerySchema } from '#lib/shared/transcript-api.ts';

const name = '/api/episodes/{id}/transcript';
const given = { body: transcriptImportSchema, bodyLimitBytes: 2 * TRANSCRIPT_MAX_BYTES };

export const { GET, POST, PUT, PATCH, DELETE, HEAD } = methods(name, {
  GET: route({ name, ...episodeRoute, query: transcriptQuerySchema }, async ({ request, context, params, query }) =>
    query.format
      ? transcriptFile(context, params.episodeId, query.format)
      : jsonResponse(request, await readTranscript(context, params.episodeId)),
  ),
  PATCH: route({ name, ...episodeRoute, body: transcriptPatchSchema }, async ({ request, context, params, body }) =>
    jsonResponse(request, await editTranscript(context, params.episodeId, body)),
  ),
  PUT: route({ name, ...episodeRoute, ...given }, async ({ request, context, params, body }) =>
    jsonResponse(request, await importTranscript(context, params.episodeId, body)),
  ),
});

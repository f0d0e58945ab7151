import { episodeRoute } from '#lib/server/params.ts';
import { jsonResponse } from '#lib/server/respond.ts';
import { methods, route } from '#lib/server/route.ts';
import { stepTranscript } from '#lib/server/services/transcripts/transcript-edits.ts';
import { transcriptStepSchema } from '#lib/shared/transcript-api.ts';

const name = '/api/episodes/{id}/transcript/redo';

export const { GET, POST, PUT, PATCH, DELETE, HEAD } = methods(name, {
  POST: route({ name, ...episodeRoute, body: transcriptStepSchema }, async ({ request, context, params, body }) =>
    jsonResponse(request, await stepTranscript(context, params.episodeId, body.revision, 'redo')),
  ),
});

import { episodeRoute } from '#lib/server/params.ts';
import { jsonResponse } from '#lib/server/respond.ts';
import { methods, route } from '#lib/server/route.ts';
import { readTranscript } from '#lib/server/services/transcripts.ts';

const name = '/api/episodes/{id}/transcript';

export const { GET, POST, PUT, PATCH, DELETE, HEAD } = methods(name, {
  GET: route({ name, ...episodeRoute }, async ({ request, context, params }) =>
    jsonResponse(request, await readTranscript(context, params.episodeId)),
  ),
});

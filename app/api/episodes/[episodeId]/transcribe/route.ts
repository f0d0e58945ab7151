import { episodeRoute } from '#lib/server/params.ts';
import { jsonResponse } from '#lib/server/respond.ts';
import { methods, route } from '#lib/server/route.ts';
import { transcribeAgain } from '#lib/server/services/transcripts/transcribe-again.ts';
import { transcribeRequestSchema } from '#lib/shared/api/episode-requests.ts';

const name = '/api/episodes/{id}/transcribe';

export const { GET, POST, PUT, PATCH, DELETE, HEAD } = methods(name, {
  POST: route({ name, ...episodeRoute, body: transcribeRequestSchema }, async ({ request, context, params, body }) =>
    jsonResponse(request, await transcribeAgain(context, params.episodeId, body), { status: 202 }),
  ),
});

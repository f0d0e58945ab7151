import { episodeRoute } from '#lib/server/params.ts';
import { jsonResponse } from '#lib/server/respond.ts';
import { methods, route } from '#lib/server/route.ts';
import { suggestAgain } from '#lib/server/services/clips/suggest.ts';
import { suggestRequestSchema } from '#lib/shared/clip-requests.ts';

const name = '/api/episodes/{id}/suggest';

export const { GET, POST, PUT, PATCH, DELETE, HEAD } = methods(name, {
  POST: route({ name, ...episodeRoute, body: suggestRequestSchema }, async ({ request, context, params, body }) =>
    jsonResponse(request, await suggestAgain(context, params.episodeId, body), { status: 202 }),
  ),
});

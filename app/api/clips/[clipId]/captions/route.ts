import { clipRoute } from '#lib/server/params.ts';
import { jsonResponse } from '#lib/server/respond.ts';
import { methods, route } from '#lib/server/route.ts';
import { clipCaptions } from '#lib/server/services/clips/clip-captions.ts';
import { captionsQuerySchema } from '#lib/shared/api/captions.ts';

const name = '/api/clips/{id}/captions';

export const { GET, POST, PUT, PATCH, DELETE, HEAD } = methods(name, {
  GET: route({ name, ...clipRoute, query: captionsQuerySchema }, async ({ request, context, params, query }) =>
    jsonResponse(request, await clipCaptions(context, params.clipId, query, request.signal)),
  ),
});

import { episodeRoute } from '#lib/server/params.ts';
import { jsonResponse } from '#lib/server/respond.ts';
import { methods, route } from '#lib/server/route.ts';
import { archiveEpisode, giveSourceAgain } from '#lib/server/services/episodes/archive.ts';

const name = '/api/episodes/{id}/archive';

export const { GET, POST, PUT, PATCH, DELETE, HEAD } = methods(name, {
  POST: route({ name, ...episodeRoute }, async ({ request, context, params }) =>
    jsonResponse(request, await archiveEpisode(context, params.episodeId), { status: 202 }),
  ),
  PUT: route({ name, ...episodeRoute }, async ({ request, context, params }) =>
    jsonResponse(request, await giveSourceAgain(context, params.episodeId, request)),
  ),
});

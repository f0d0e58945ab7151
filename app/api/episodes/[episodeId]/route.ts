import { z } from 'zod';
import { episodeRoute } from '#lib/server/params.ts';
import { jsonResponse, noContent } from '#lib/server/respond.ts';
import { methods, route } from '#lib/server/route.ts';
import { changeEpisode, episodeDetail } from '#lib/server/services/episodes/episodes.ts';
import { deleteForGood, trashEpisode } from '#lib/server/services/episodes/trash.ts';
import { episodePatchSchema } from '#lib/shared/api/episode-requests.ts';

const name = '/api/episodes/{id}';
const query = z.object({ forever: z.literal('true').optional() });

export const { GET, POST, PUT, PATCH, DELETE, HEAD } = methods(name, {
  GET: route({ name, ...episodeRoute }, async ({ request, context, params }) =>
    jsonResponse(request, await episodeDetail(context, params.episodeId)),
  ),
  PATCH: route({ name, ...episodeRoute, body: episodePatchSchema }, async ({ request, context, params, body }) =>
    jsonResponse(request, await changeEpisode(context, params.episodeId, body)),
  ),
  DELETE: route({ name, ...episodeRoute, query }, async ({ request, context, params, query: { forever } }) => {
    if (forever) return jsonResponse(request, await deleteForGood(context, params.episodeId));
    await trashEpisode(context, params.episodeId);
    return noContent();
  }),
});

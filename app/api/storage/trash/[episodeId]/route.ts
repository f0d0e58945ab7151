import { episodeRoute } from '#lib/server/params.ts';
import { jsonResponse } from '#lib/server/respond.ts';
import { methods, route } from '#lib/server/route.ts';
import { purgeEpisode } from '#lib/server/services/episodes/trash.ts';

const name = '/api/storage/trash/{id}';

export const { GET, POST, PUT, PATCH, DELETE, HEAD } = methods(name, {
  DELETE: route({ name, ...episodeRoute }, async ({ request, context, params }) =>
    jsonResponse(request, await purgeEpisode(context, params.episodeId)),
  ),
});

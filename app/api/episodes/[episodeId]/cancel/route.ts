import { episodeRoute } from '#lib/server/params.ts';
import { jsonResponse } from '#lib/server/respond.ts';
import { methods, route } from '#lib/server/route.ts';
import { cancelEpisode } from '#lib/server/services/episodes/episode-jobs.ts';

const name = '/api/episodes/{id}/cancel';

export const { GET, POST, PUT, PATCH, DELETE, HEAD } = methods(name, {
  POST: route({ name, ...episodeRoute }, async ({ request, context, params }) =>
    jsonResponse(request, await cancelEpisode(context, params.episodeId)),
  ),
});

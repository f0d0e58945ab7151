import { jsonResponse } from '#lib/server/respond.ts';
import { methods, route } from '#lib/server/route.ts';
import { listEpisodeSummaries } from '#lib/server/services/episodes/episode-list.ts';
import { episodeQuerySchema } from '#lib/shared/api/episode-list.ts';

const name = '/api/episodes';

export const { GET, POST, PUT, PATCH, DELETE, HEAD } = methods(name, {
  GET: route({ name, query: episodeQuerySchema }, async ({ request, context, query }) =>
    jsonResponse(request, await listEpisodeSummaries(context, query)),
  ),
});

import { jsonResponse } from '#lib/server/respond.ts';
import { methods, route } from '#lib/server/route.ts';
import { listEpisodeSummaries } from '#lib/server/services/episodes.ts';

const name = '/api/episodes';

export const { GET, POST, PUT, PATCH, DELETE, HEAD } = methods(name, {
  GET: route({ name }, async ({ request, context }) =>
    jsonResponse(request, { episodes: await listEpisodeSummaries(context) }),
  ),
});

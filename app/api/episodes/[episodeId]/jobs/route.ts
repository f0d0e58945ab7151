import { episodeRoute } from '#lib/server/params.ts';
import { jsonResponse } from '#lib/server/respond.ts';
import { methods, route } from '#lib/server/route.ts';
import { listJobViews } from '#lib/server/services/queue/jobs.ts';

const name = '/api/episodes/{id}/jobs';

export const { GET, POST, PUT, PATCH, DELETE, HEAD } = methods(name, {
  GET: route({ name, ...episodeRoute }, async ({ request, context, params }) =>
    jsonResponse(request, { jobs: await listJobViews(await context.database(), params.episodeId) }),
  ),
});

import { jsonResponse } from '#lib/server/respond.ts';
import { methods, route } from '#lib/server/route.ts';
import { listShowViews } from '#lib/server/services/episodes/shows.ts';

const name = '/api/shows';

export const { GET, POST, PUT, PATCH, DELETE, HEAD } = methods(name, {
  GET: route({ name }, async ({ request, context }) =>
    jsonResponse(request, { shows: await listShowViews(await context.database()) }),
  ),
});

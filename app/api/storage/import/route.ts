import { jsonResponse } from '#lib/server/respond.ts';
import { methods, route } from '#lib/server/route.ts';
import { importFromBody } from '#lib/server/services/episodes/episode-copies.ts';

const name = '/api/storage/import';

export const { GET, POST, PUT, PATCH, DELETE, HEAD } = methods(name, {
  POST: route({ name }, async ({ request, context }) =>
    jsonResponse(request, await importFromBody(context, request), { status: 201 }),
  ),
});

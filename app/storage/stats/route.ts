import { jsonResponse } from '#lib/server/respond.ts';
import { methods, route } from '#lib/server/route.ts';
import { storageView } from '#lib/server/services/storage/storage-stats.ts';

const name = '/storage/stats';

export const { GET, POST, PUT, PATCH, DELETE, HEAD } = methods(name, {
  GET: route({ name }, async ({ request, context }) =>
    jsonResponse(request, await storageView(await context.database(), context.env)),
  ),
});

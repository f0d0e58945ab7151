import { jsonResponse } from '#lib/server/respond.ts';
import { methods, route } from '#lib/server/route.ts';
import { storageUsage } from '#lib/server/services/storage/storage-usage.ts';

const name = '/api/storage';

export const { GET, POST, PUT, PATCH, DELETE, HEAD } = methods(name, {
  GET: route({ name }, async ({ request, context }) => jsonResponse(request, await storageUsage(context))),
});

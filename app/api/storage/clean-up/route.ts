import { jsonResponse } from '#lib/server/respond.ts';
import { methods, route } from '#lib/server/route.ts';
import { cleanUpNow, whatWouldGo } from '#lib/server/services/storage/storage-clean-up.ts';

const name = '/api/storage/clean-up';

export const { GET, POST, PUT, PATCH, DELETE, HEAD } = methods(name, {
  GET: route({ name }, async ({ request, context }) => jsonResponse(request, await whatWouldGo(context))),
  POST: route({ name }, async ({ request, context }) => jsonResponse(request, await cleanUpNow(context))),
});

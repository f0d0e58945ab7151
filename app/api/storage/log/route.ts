import { jsonResponse } from '#lib/server/respond.ts';
import { methods, route } from '#lib/server/route.ts';
import { storageLog } from '#lib/server/services/storage/storage-clean-up.ts';

const name = '/api/storage/log';

export const { GET, POST, PUT, PATCH, DELETE, HEAD } = methods(name, {
  GET: route({ name }, async ({ request, context }) => jsonResponse(request, await storageLog(context))),
});

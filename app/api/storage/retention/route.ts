import { jsonResponse } from '#lib/server/respond.ts';
import { methods, route } from '#lib/server/route.ts';
import { readRetention, saveRetention } from '#lib/server/storage/retention.ts';
import { retentionPatchSchema } from '#lib/shared/storage.ts';

const name = '/api/storage/retention';

export const { GET, POST, PUT, PATCH, DELETE, HEAD } = methods(name, {
  GET: route({ name }, async ({ request, context }) =>
    jsonResponse(request, await readRetention(await context.database())),
  ),
  PATCH: route({ name, body: retentionPatchSchema }, async ({ request, context, body }) =>
    jsonResponse(request, await saveRetention(await context.database(), body)),
  ),
});

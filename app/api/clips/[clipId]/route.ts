import { clipRoute } from '#lib/server/params.ts';
import { jsonResponse } from '#lib/server/respond.ts';
import { methods, route } from '#lib/server/route.ts';
import { clipView, renameClip } from '#lib/server/services/clips.ts';
import { clipPatchSchema } from '#lib/shared/api.ts';

const name = '/api/clips/{id}';

export const { GET, POST, PUT, PATCH, DELETE, HEAD } = methods(name, {
  GET: route({ name, ...clipRoute }, async ({ request, context, params }) =>
    jsonResponse(request, await clipView(await context.database(), params.clipId)),
  ),
  PATCH: route({ name, ...clipRoute, body: clipPatchSchema }, async ({ request, context, params, body }) =>
    jsonResponse(request, await renameClip(await context.database(), params.clipId, body.title)),
  ),
});

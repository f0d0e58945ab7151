import { clipRoute } from '#lib/server/params.ts';
import { jsonResponse, noContent } from '#lib/server/respond.ts';
import { methods, route } from '#lib/server/route.ts';
import { removeClip } from '#lib/server/services/clips/clip-removal.ts';
import { changeClip, clipView } from '#lib/server/services/clips/clips.ts';
import { clipPatchSchema } from '#lib/shared/clip-requests.ts';

const name = '/api/clips/{id}';

export const { GET, POST, PUT, PATCH, DELETE, HEAD } = methods(name, {
  GET: route({ name, ...clipRoute }, async ({ request, context, params }) =>
    jsonResponse(request, await clipView(await context.database(), params.clipId)),
  ),
  PATCH: route({ name, ...clipRoute, body: clipPatchSchema }, async ({ request, context, params, body }) =>
    jsonResponse(request, await changeClip(await context.database(), params.clipId, body)),
  ),
  DELETE: route({ name, ...clipRoute }, async ({ context, params }) => {
    await removeClip(context, params.clipId);
    return noContent();
  }),
});

import { episodeRoute } from '#lib/server/params.ts';
import { jsonResponse } from '#lib/server/respond.ts';
import { methods, route } from '#lib/server/route.ts';
import { listClipViews } from '#lib/server/services/clips/clips.ts';
import { createClip } from '#lib/server/services/clips/manual-clips.ts';
import { clipCreateSchema } from '#lib/shared/clip-requests.ts';

const name = '/api/episodes/{id}/clips';

export const { GET, POST, PUT, PATCH, DELETE, HEAD } = methods(name, {
  GET: route({ name, ...episodeRoute }, async ({ request, context, params }) =>
    jsonResponse(request, await listClipViews(await context.database(), params.episodeId)),
  ),
  POST: route({ name, ...episodeRoute, body: clipCreateSchema }, async ({ request, context, params, body }) =>
    jsonResponse(request, await createClip(context, params.episodeId, body), { status: 201 }),
  ),
});

import { clipRoute } from '#lib/server/params.ts';
import { jsonResponse } from '#lib/server/respond.ts';
import { methods, route } from '#lib/server/route.ts';
import { splitClip } from '#lib/server/services/clips/manual-clips.ts';
import { clipSplitSchema } from '#lib/shared/clip-requests.ts';

const name = '/api/clips/{id}/split';

export const { GET, POST, PUT, PATCH, DELETE, HEAD } = methods(name, {
  POST: route({ name, ...clipRoute, body: clipSplitSchema }, async ({ request, context, params, body }) =>
    jsonResponse(request, await splitClip(await context.database(), params.clipId, body), { status: 201 }),
  ),
});

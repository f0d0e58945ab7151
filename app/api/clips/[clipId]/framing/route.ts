import { clipRoute } from '#lib/server/params.ts';
import { jsonResponse } from '#lib/server/respond.ts';
import { methods, route } from '#lib/server/route.ts';
import { readFraming, saveFraming } from '#lib/server/services/clips/clip-framing.ts';
import { framingSchema } from '#lib/shared/framing.ts';

const name = '/api/clips/{id}/framing';

export const { GET, POST, PUT, PATCH, DELETE, HEAD } = methods(name, {
  GET: route({ name, ...clipRoute }, async ({ request, context, params }) =>
    jsonResponse(request, await readFraming(await context.database(), params.clipId)),
  ),
  PUT: route({ name, ...clipRoute, body: framingSchema }, async ({ request, context, params, body }) =>
    jsonResponse(request, await saveFraming(await context.database(), params.clipId, body)),
  ),
});

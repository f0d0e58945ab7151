import { clipRoute } from '#lib/server/params.ts';
import { jsonResponse } from '#lib/server/respond.ts';
import { methods, route } from '#lib/server/route.ts';
import { stepClip } from '#lib/server/services/clips/clips.ts';
import { clipStepSchema } from '#lib/shared/clip-requests.ts';

const name = '/api/clips/{id}/redo';

export const { GET, POST, PUT, PATCH, DELETE, HEAD } = methods(name, {
  POST: route({ name, ...clipRoute, body: clipStepSchema }, async ({ request, context, params, body }) =>
    jsonResponse(request, await stepClip(await context.database(), params.clipId, body.revision, 'redo')),
  ),
});

import { clipRoute } from '#lib/server/params.ts';
import { jsonResponse } from '#lib/server/respond.ts';
import { methods, route } from '#lib/server/route.ts';
import { readFeedback, saveFeedback } from '#lib/server/services/clips/clips.ts';
import { feedbackPutSchema } from '#lib/shared/api/clips.ts';

const name = '/api/clips/{id}/feedback';

export const { GET, POST, PUT, PATCH, DELETE, HEAD } = methods(name, {
  GET: route({ name, ...clipRoute }, async ({ request, context, params }) =>
    jsonResponse(request, await readFeedback(await context.database(), params.clipId)),
  ),
  PUT: route({ name, ...clipRoute, body: feedbackPutSchema }, async ({ request, context, params, body }) =>
    jsonResponse(request, await saveFeedback(await context.database(), params.clipId, body)),
  ),
});

import { jsonResponse } from '#lib/server/respond.ts';
import { methods, route } from '#lib/server/route.ts';
import { setPaused } from '#lib/server/services/queue/queue.ts';
import { queuePausedSchema } from '#lib/shared/queue.ts';

const name = '/api/queue/paused';

export const { GET, POST, PUT, PATCH, DELETE, HEAD } = methods(name, {
  PUT: route({ name, body: queuePausedSchema }, async ({ request, context, body }) =>
    jsonResponse(request, await setPaused(context, body.paused)),
  ),
});

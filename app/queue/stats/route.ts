import { jsonResponse } from '#lib/server/respond.ts';
import { methods, route } from '#lib/server/route.ts';
import { queueView } from '#lib/server/services/queue/queue-stats.ts';

const name = '/queue/stats';

export const { GET, POST, PUT, PATCH, DELETE, HEAD } = methods(name, {
  GET: route({ name }, async ({ request, context }) => jsonResponse(request, await queueView(context))),
});

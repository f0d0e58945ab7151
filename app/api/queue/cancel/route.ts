import { jsonResponse } from '#lib/server/respond.ts';
import { methods, route } from '#lib/server/route.ts';
import { cancelAll } from '#lib/server/services/queue/queue.ts';

const name = '/api/queue/cancel';

export const { GET, POST, PUT, PATCH, DELETE, HEAD } = methods(name, {
  POST: route({ name }, async ({ request, context }) => jsonResponse(request, { jobs: await cancelAll(context) })),
});

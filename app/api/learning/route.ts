import { jsonResponse } from '#lib/server/respond.ts';
import { methods, route } from '#lib/server/route.ts';
import { forgetLearning, learningView } from '#lib/server/services/clips/learning.ts';

const name = '/api/learning';

export const { GET, POST, PUT, PATCH, DELETE, HEAD } = methods(name, {
  GET: route({ name }, async ({ request, context }) =>
    jsonResponse(request, await learningView(await context.database())),
  ),
  DELETE: route({ name }, async ({ request, context }) =>
    jsonResponse(request, await forgetLearning(await context.database())),
  ),
});

import { jsonResponse } from '#lib/server/respond.ts';
import { methods, route } from '#lib/server/route.ts';
import { readiness } from '#lib/server/services/host/readiness.ts';

const name = '/ready';

export const { GET, POST, PUT, PATCH, DELETE, HEAD } = methods(name, {
  GET: route({ name }, async ({ request, context }) => {
    const answer = await readiness(context);
    return jsonResponse(request, answer, { status: answer.ready ? 200 : 503 });
  }),
});

import { jsonResponse } from '#lib/server/respond.ts';
import { methods, route } from '#lib/server/route.ts';
import { markErrorsSeen } from '#lib/server/services/host/errors.ts';
import { errorsSeenSchema } from '#lib/shared/api/errors.ts';

const name = '/api/errors/seen';

export const { GET, POST, PUT, PATCH, DELETE, HEAD } = methods(name, {
  POST: route({ name, body: errorsSeenSchema }, async ({ request, context, body }) =>
    jsonResponse(request, await markErrorsSeen(context, body.ids)),
  ),
});

import { clipRoute } from '#lib/server/params.ts';
import { jsonResponse } from '#lib/server/respond.ts';
import { methods, route } from '#lib/server/route.ts';
import { listExports } from '#lib/server/services/clips/export-files.ts';

const name = '/api/clips/{id}/export';

export const { GET, POST, PUT, PATCH, DELETE, HEAD } = methods(name, {
  GET: route({ name, ...clipRoute }, async ({ request, context, params }) =>
    jsonResponse(request, await listExports(context, params.clipId)),
  ),
});

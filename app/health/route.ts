import { jsonResponse } from '#lib/server/respond.ts';
import { methods, route } from '#lib/server/route.ts';
import { VERSION } from '#lib/server/version.ts';

const name = '/health';

/** The process answers; nothing else is looked at. */
export const { GET, POST, PUT, PATCH, DELETE, HEAD } = methods(name, {
  GET: route({ name }, ({ request }) =>
    jsonResponse(request, { status: 'ok', version: VERSION, uptimeSeconds: Math.floor(process.uptime()) }),
  ),
});

import { jsonResponse } from '#lib/server/respond.ts';
import { methods, route } from '#lib/server/route.ts';
import { changelog } from '#lib/server/services/host/changelog.ts';

const name = '/api/changelog';

export const { GET, POST, PUT, PATCH, DELETE, HEAD } = methods(name, {
  GET: route({ name }, ({ request }) => jsonResponse(request, changelog())),
});

import { jsonResponse } from '#lib/server/respond.ts';
import { methods, route } from '#lib/server/route.ts';
import { readTrash } from '#lib/server/services/episodes/trash.ts';

const name = '/api/storage/trash';

export const { GET, POST, PUT, PATCH, DELETE, HEAD } = methods(name, {
  GET: route({ name }, async ({ request, context }) => jsonResponse(request, await readTrash(context))),
});

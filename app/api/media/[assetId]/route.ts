import { z } from 'zod';
import { assetRoute } from '#lib/server/params.ts';
import { methods, route } from '#lib/server/route.ts';
import { serveAsset } from '#lib/server/services/episodes/media.ts';

const name = '/api/media/{id}';
/** Present: saved under this name instead of played. */
const query = z.object({ download: z.string().max(1000).optional() });

export const { GET, POST, PUT, PATCH, DELETE, HEAD } = methods(name, {
  GET: route({ name, ...assetRoute, query }, async ({ request, context, params, query: { download } }) =>
    serveAsset(context, request, params.assetId, download ?? null),
  ),
});

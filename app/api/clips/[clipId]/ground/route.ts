import { clipRoute } from '#lib/server/params.ts';
import { bytesResponse } from '#lib/server/respond-bytes.ts';
import { methods, route } from '#lib/server/route.ts';
import { clipGround } from '#lib/server/services/clips/clip-captions.ts';
import { groundQuerySchema } from '#lib/shared/api/captions.ts';

const name = '/api/clips/{id}/ground';

export const { GET, POST, PUT, PATCH, DELETE, HEAD } = methods(name, {
  GET: route({ name, ...clipRoute, query: groundQuerySchema }, async ({ request, context, params, query }) =>
    bytesResponse(request, {
      bytes: await clipGround(context, params.clipId, query, request.signal),
      mimeType: 'image/jpeg',
      immutable: query.version !== undefined,
    }),
  ),
});

import { serveFont } from '#lib/server/captions/text/served-fonts.ts';
import { fontRoute } from '#lib/server/params.ts';
import { bytesResponse } from '#lib/server/respond-bytes.ts';
import { methods, route } from '#lib/server/route.ts';

const name = '/api/fonts/{id}';

export const { GET, POST, PUT, PATCH, DELETE, HEAD } = methods(name, {
  GET: route({ name, ...fontRoute }, async ({ request, context, params }) =>
    bytesResponse(request, await serveFont(context.env, params.fontKey)),
  ),
});

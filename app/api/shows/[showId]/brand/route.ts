import { showRoute } from '#lib/server/params.ts';
import { jsonResponse, noContent } from '#lib/server/respond.ts';
import { methods, route } from '#lib/server/route.ts';
import { changeShowBrand, readShowBrand, removeShowBrand } from '#lib/server/services/settings/brand.ts';
import { brandPatchSchema } from '#lib/shared/styles/brand.ts';

const name = '/api/shows/{id}/brand';
const spec = { name, ...showRoute };

export const { GET, POST, PUT, PATCH, DELETE, HEAD } = methods(name, {
  GET: route(spec, async ({ request, context, params }) =>
    jsonResponse(request, await readShowBrand(await context.database(), params.showId)),
  ),
  PATCH: route({ ...spec, body: brandPatchSchema }, async ({ request, context, params, body }) =>
    jsonResponse(request, await changeShowBrand(context, params.showId, body)),
  ),
  DELETE: route(spec, async ({ context, params }) => {
    await removeShowBrand(await context.database(), params.showId);
    return noContent();
  }),
});

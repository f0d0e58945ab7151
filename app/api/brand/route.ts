import { jsonResponse } from '#lib/server/respond.ts';
import { methods, route } from '#lib/server/route.ts';
import { changeBrand, readBrand } from '#lib/server/services/brand.ts';
import { brandPatchSchema } from '#lib/shared/styles/brand.ts';

const name = '/api/brand';

export const { GET, POST, PUT, PATCH, DELETE, HEAD } = methods(name, {
  GET: route({ name }, async ({ request, context }) =>
    jsonResponse(request, await readBrand(await context.database())),
  ),
  PATCH: route({ name, body: brandPatchSchema }, async ({ request, context, body }) =>
    jsonResponse(request, await changeBrand(context, body)),
  ),
});

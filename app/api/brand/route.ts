import { z } from 'zod';
import { jsonResponse } from '#lib/server/respond.ts';
import { methods, route } from '#lib/server/route.ts';
import { changeBrand, readBrand } from '#lib/server/services/settings/brand.ts';
import { idSchema } from '#lib/shared/ids.ts';
import { brandPatchSchema } from '#lib/shared/styles/brand.ts';

const name = '/api/brand';
/** Present: the brand that counts for this clip. */
const query = z.object({ clip: z.optional(idSchema) });

export const { GET, POST, PUT, PATCH, DELETE, HEAD } = methods(name, {
  GET: route({ name, query }, async ({ request, context, query: { clip } }) =>
    jsonResponse(request, await readBrand(await context.database(), clip)),
  ),
  PATCH: route({ name, query, body: brandPatchSchema }, async ({ request, context, query: { clip }, body }) =>
    jsonResponse(request, await changeBrand(context, body, clip)),
  ),
});

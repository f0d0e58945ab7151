import { z } from 'zod';
import { readBytesBody } from '#lib/server/request-body.ts';
import { jsonResponse } from '#lib/server/respond.ts';
import { methods, route } from '#lib/server/route.ts';
import { storeBrandFile } from '#lib/server/services/settings/brand-files.ts';
import { BRAND_FILE_LIMITS, brandFileKindSchema } from '#lib/shared/styles/brand.ts';

const name = '/api/brand/{kind}';
const params = z.object({ kind: brandFileKindSchema });
const query = z.object({ name: z.string().max(200).default('') });

export const { GET, POST, PUT, PATCH, DELETE, HEAD } = methods(name, {
  POST: route({ name, params, query }, async ({ request, context, params: { kind }, query: { name: fileName } }) => {
    const bytes = await readBytesBody(request, BRAND_FILE_LIMITS[kind]);
    const file = await storeBrandFile(context, kind, fileName, bytes, request.signal);
    return jsonResponse(request, file, { status: 201 });
  }),
});

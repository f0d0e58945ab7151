import { z } from 'zod';
import { exportRoute } from '#lib/server/params.ts';
import { methods, route } from '#lib/server/route.ts';
import { exportClip } from '#lib/server/services/clips/export-files.ts';
import { aspectSchema } from '#lib/shared/states.ts';

const name = '/api/clips/{id}/export/{kind}';
const query = z.object({ aspect: z.optional(aspectSchema) });

export const { GET, POST, PUT, PATCH, DELETE, HEAD } = methods(name, {
  GET: route({ name, ...exportRoute, query }, async ({ request, context, params, query: { aspect } }) =>
    exportClip(context, request, { ...params, aspect }),
  ),
});

import { z } from 'zod';
import { route } from '#lib/server/route.ts';
import { handleTus } from '#lib/server/uploads/handle-tus.ts';

export const dynamic = 'force-dynamic';
export const runtime = 'nodejs';

const create = z.object({ path: z.undefined().optional() });
const one = z.object({ path: z.tuple([z.string()]).optional() });

const handler = (params: z.ZodType) =>
  route({ name: '/api/upload', params, missing: 'upload_not_found' }, ({ request, requestId, context }) =>
    handleTus(context, request, requestId),
  );

// No GET: the library's would serve any finished file to anyone.
export const POST = handler(create);
export const HEAD = handler(one);
export const PATCH = handler(one);
export const DELETE = handler(one);
export const OPTIONS = handler(one);

import { methods, route } from '#lib/server/route.ts';
import { listUnfinished } from '#lib/server/uploads/list.ts';
import { uploadContext } from '#lib/server/uploads/tus-server.ts';
import { uploadListSchema } from '#lib/shared/api/uploads.ts';

export const dynamic = 'force-dynamic';
export const runtime = 'nodejs';

const name = '/api/uploads';

export const { GET, POST, PUT, PATCH, DELETE, HEAD } = methods(name, {
  GET: route({ name }, async ({ context }) => {
    const uploads = await listUnfinished(await uploadContext(context));
    return Response.json(uploadListSchema.parse({ uploads }), { headers: { 'cache-control': 'no-store' } });
  }),
});

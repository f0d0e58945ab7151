import { z } from 'zod';
import { methods, route } from '#lib/server/route.ts';
import { cancelUpload } from '#lib/server/uploads/cancel.ts';
import { getUploadServer, uploadContext } from '#lib/server/uploads/tus-server.ts';
import { idSchema } from '#lib/shared/ids.ts';

export const dynamic = 'force-dynamic';
export const runtime = 'nodejs';

const name = '/api/uploads/{id}';
const params = z.object({ id: idSchema });

export const { GET, POST, PUT, PATCH, DELETE, HEAD } = methods(name, {
  DELETE: route({ name, params, missing: 'upload_not_found' }, async ({ context, params: { id } }) => {
    const { locker } = await getUploadServer(context);
    await cancelUpload(await uploadContext(context), locker, id);
    return new Response(null, { status: 204 });
  }),
});

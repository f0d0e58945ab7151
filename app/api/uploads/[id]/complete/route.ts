import { z } from 'zod';
import { methods, route } from '#lib/server/route.ts';
import { completeUpload } from '#lib/server/uploads/complete.ts';
import { uploadContext } from '#lib/server/uploads/tus-server.ts';
import { uploadCompletedSchema, uploadCompleteSchema } from '#lib/shared/api/uploads.ts';
import { idSchema } from '#lib/shared/ids.ts';

export const dynamic = 'force-dynamic';
export const runtime = 'nodejs';

const name = '/api/uploads/{id}/complete';
const params = z.object({ id: idSchema });

export const { GET, POST, PUT, PATCH, DELETE, HEAD } = methods(name, {
  POST: route(
    { name, params, missing: 'upload_not_found', body: uploadCompleteSchema },
    async ({ context, params: { id }, body }) => {
      const completed = await completeUpload(await uploadContext(context), id, body.sha256);
      return Response.json(uploadCompletedSchema.parse(completed));
    },
  ),
});

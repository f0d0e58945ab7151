import { fileResponse } from '#lib/server/file-response.ts';
import { clipRoute } from '#lib/server/params.ts';
import { methods, route } from '#lib/server/route.ts';
import { clipFrames } from '#lib/server/services/clips/clip-frames.ts';

const name = '/api/clips/{id}/frames';

export const { GET, POST, PUT, PATCH, DELETE, HEAD } = methods(name, {
  GET: route({ name, ...clipRoute }, async ({ request, context, params }) =>
    fileResponse(request, await clipFrames(context, params.clipId)),
  ),
});

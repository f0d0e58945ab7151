import { clipRoute } from '#lib/server/params.ts';
import { jsonResponse } from '#lib/server/respond.ts';
import { methods, route } from '#lib/server/route.ts';
import { requestRender } from '#lib/server/services/clips/renders.ts';
import { renderRequestSchema } from '#lib/shared/api/clips.ts';

const name = '/api/clips/{id}/render';

export const { GET, POST, PUT, PATCH, DELETE, HEAD } = methods(name, {
  POST: route({ name, ...clipRoute, body: renderRequestSchema }, async ({ request, context, params, body }) => {
    const { aspect, tighten, again, ...look } = body;
    const chosen = Object.keys(look).length > 0 ? look : null;
    return jsonResponse(
      request,
      await requestRender(context, params.clipId, aspect, { look: chosen, tighten, again }),
      {
        status: 202,
      },
    );
  }),
});

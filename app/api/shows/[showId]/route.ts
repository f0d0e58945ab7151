import { showRoute } from '#lib/server/params.ts';
import { jsonResponse, noContent } from '#lib/server/respond.ts';
import { methods, route } from '#lib/server/route.ts';
import { changeShow, removeShow, showView } from '#lib/server/services/episodes/shows.ts';
import { showPatchSchema } from '#lib/shared/transcript-api.ts';

const name = '/api/shows/{id}';
const spec = { name, ...showRoute };

export const { GET, POST, PUT, PATCH, DELETE, HEAD } = methods(name, {
  GET: route(spec, async ({ request, context, params }) =>
    jsonResponse(request, await showView(await context.database(), params.showId)),
  ),
  PATCH: route({ ...spec, body: showPatchSchema }, async ({ request, context, params, body }) =>
    jsonResponse(request, await changeShow(await context.database(), params.showId, body)),
  ),
  DELETE: route(spec, async ({ context, params }) => {
    await removeShow(await context.database(), params.showId);
    return noContent();
  }),
});

import { episodeRoute } from '#lib/server/params.ts';
import { jsonResponse, noContent } from '#lib/server/respond.ts';
import { methods, route } from '#lib/server/route.ts';
import { deleteEpisodeEntirely } from '#lib/server/services/episode-removal.ts';
import { changeEpisode, episodeDetail } from '#lib/server/services/episodes.ts';
import { episodePatchSchema } from '#lib/shared/api/episodes.ts';

const name = '/api/episodes/{id}';

export const { GET, POST, PUT, PATCH, DELETE, HEAD } = methods(name, {
  GET: route({ name, ...episodeRoute }, async ({ request, context, params }) =>
    jsonResponse(request, await episodeDetail(context, params.episodeId)),
  ),
  PATCH: route({ name, ...episodeRoute, body: episodePatchSchema }, async ({ request, context, params, body }) =>
    jsonResponse(request, await changeEpisode(context, params.episodeId, body)),
  ),
  DELETE: route({ name, ...episodeRoute }, async ({ context, params }) => {
    await deleteEpisodeEntirely(context, params.episodeId);
    return noContent();
  }),
});

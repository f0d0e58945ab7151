import { episodeRoute } from '#lib/server/params.ts';
import { jsonResponse } from '#lib/server/respond.ts';
import { methods, route } from '#lib/server/route.ts';
import { listVersions } from '#lib/server/services/transcripts/transcript-versions.ts';

const name = '/api/episodes/{id}/transcript/versions';

export const { GET, POST, PUT, PATCH, DELETE, HEAD } = methods(name, {
  GET: route({ name, ...episodeRoute }, async ({ request, context, params }) =>
    jsonResponse(request, { versions: await listVersions(context, params.episodeId) }),
  ),
});

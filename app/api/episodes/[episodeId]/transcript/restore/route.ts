import { episodeRoute } from '#lib/server/params.ts';
import { jsonResponse } from '#lib/server/respond.ts';
import { methods, route } from '#lib/server/route.ts';
import { restoreVersion } from '#lib/server/services/transcripts/transcript-versions.ts';
import { transcriptRestoreSchema } from '#lib/shared/transcript-api.ts';

const name = '/api/episodes/{id}/transcript/restore';

export const { GET, POST, PUT, PATCH, DELETE, HEAD } = methods(name, {
  POST: route({ name, ...episodeRoute, body: transcriptRestoreSchema }, async ({ request, context, params, body }) =>
    jsonResponse(request, await restoreVersion(context, params.episodeId, body)),
  ),
});

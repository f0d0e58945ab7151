import { modelRoute } from '#lib/server/params.ts';
import { jsonResponse } from '#lib/server/respond.ts';
import { methods, route } from '#lib/server/route.ts';
import { removeSpeechModel } from '#lib/server/services/settings/speech-models.ts';

const name = '/api/models/{id}';

export const { GET, POST, PUT, PATCH, DELETE, HEAD } = methods(name, {
  DELETE: route({ name, ...modelRoute }, async ({ request, context, params }) =>
    jsonResponse(request, await removeSpeechModel(context, params.name)),
  ),
});

import { jsonResponse } from '#lib/server/respond.ts';
import { methods, route } from '#lib/server/route.ts';
import { fetchSpeechModel, modelList } from '#lib/server/services/settings/speech-models.ts';
import { modelFetchSchema } from '#lib/shared/api/models.ts';

const name = '/api/models';

export const { GET, POST, PUT, PATCH, DELETE, HEAD } = methods(name, {
  GET: route({ name }, async ({ request, context }) => jsonResponse(request, await modelList(context))),
  POST: route({ name, body: modelFetchSchema }, async ({ request, context, body }) =>
    jsonResponse(request, await fetchSpeechModel(context, body.name), { status: 202 }),
  ),
});

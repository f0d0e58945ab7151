import { episodeRoute } from '#lib/server/params.ts';
import { jsonResponse } from '#lib/server/respond.ts';
import { methods, route } from '#lib/server/route.ts';
import { requireEpisode } from '#lib/server/services/episodes/episodes.ts';
import { readWaveform } from '#lib/server/services/episodes/waveform.ts';
import { waveformQuerySchema } from '#lib/shared/api/waveform.ts';

const name = '/api/episodes/{id}/waveform';

export const { GET, POST, PUT, PATCH, DELETE, HEAD } = methods(name, {
  GET: route({ name, ...episodeRoute, query: waveformQuerySchema }, async ({ request, context, params, query }) => {
    const db = await context.database();
    await requireEpisode(db, params.episodeId);
    return jsonResponse(request, await readWaveform(context, db, params.episodeId, query));
  }),
});

import { episodeRoute } from '#lib/server/params.ts';
import { methods, route } from '#lib/server/route.ts';
import { exportEpisode } from '#lib/server/services/clips/export-files.ts';

const name = '/api/episodes/{id}/export';

export const { GET, POST, PUT, PATCH, DELETE, HEAD } = methods(name, {
  GET: route({ name, ...episodeRoute }, async ({ context, params }) => exportEpisode(context, params.episodeId)),
});

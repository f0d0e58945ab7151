import { episodeRoute } from '#lib/server/params.ts';
import { methods, route } from '#lib/server/route.ts';
import { exportWholeEpisode } from '#lib/server/services/episodes/episode-copies.ts';

const name = '/api/episodes/{id}/export/whole';

export const { GET, POST, PUT, PATCH, DELETE, HEAD } = methods(name, {
  GET: route({ name, ...episodeRoute }, ({ context, params }) => exportWholeEpisode(context, params.episodeId)),
});

import { AppError } from '#lib/server/app-error.ts';
import { episodeRoute } from '#lib/server/params.ts';
import { progressResponse } from '#lib/server/progress/answer.ts';
import { readProgress } from '#lib/server/progress/read.ts';
import { methods, route } from '#lib/server/route.ts';

const name = '/api/progress/{id}';

export const { GET, POST, PUT, PATCH, DELETE, HEAD } = methods(name, {
  GET: route({ name, ...episodeRoute }, async ({ request, context, params }) => {
    const progress = await readProgress(context, params.episodeId);
    if (!progress) throw new AppError('episode_not_found');
    return progressResponse(request, progress, [progress]);
  }),
});

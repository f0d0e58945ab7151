import { z } from 'zod';
import { progressResponse } from '#lib/server/progress/answer.ts';
import { readProgressOf } from '#lib/server/progress/read.ts';
import { methods, route } from '#lib/server/route.ts';
import { PROGRESS_IDS_MAX } from '#lib/shared/api/jobs.ts';

const name = '/api/progress';
const ids = z
  .string()
  .transform((text) => [...new Set(text.split(',').filter(Boolean))])
  .pipe(z.array(z.string().max(100)).max(PROGRESS_IDS_MAX));

export const { GET, POST, PUT, PATCH, DELETE, HEAD } = methods(name, {
  GET: route({ name, query: z.object({ ids }) }, async ({ request, context, query }) => {
    const progress = await readProgressOf(context, query.ids);
    return progressResponse(request, { progress }, Object.values(progress));
  }),
});

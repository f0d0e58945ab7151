import { jobRoute } from '#lib/server/params.ts';
import { jsonResponse } from '#lib/server/respond.ts';
import { methods, route } from '#lib/server/route.ts';
import { cancelJobById } from '#lib/server/services/queue/jobs.ts';

const name = '/api/jobs/{id}/cancel';

export const { GET, POST, PUT, PATCH, DELETE, HEAD } = methods(name, {
  POST: route({ name, ...jobRoute }, async ({ request, context, params }) =>
    jsonResponse(request, await cancelJobById(await context.database(), params.jobId)),
  ),
});

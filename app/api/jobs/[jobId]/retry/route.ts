import { jobRoute } from '#lib/server/params.ts';
import { jsonResponse } from '#lib/server/respond.ts';
import { methods, route } from '#lib/server/route.ts';
import { retryJobById } from '#lib/server/services/queue/jobs.ts';

const name = '/api/jobs/{id}/retry';

export const { GET, POST, PUT, PATCH, DELETE, HEAD } = methods(name, {
  POST: route({ name, ...jobRoute }, async ({ request, context, params }) =>
    jsonResponse(request, await retryJobById(await context.database(), params.jobId)),
  ),
});

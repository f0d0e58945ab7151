import { jobRoute } from '#lib/server/params.ts';
import { jsonResponse } from '#lib/server/respond.ts';
import { methods, route } from '#lib/server/route.ts';
import { jobView } from '#lib/server/services/queue/jobs.ts';

const name = '/api/jobs/{id}';

export const { GET, POST, PUT, PATCH, DELETE, HEAD } = methods(name, {
  GET: route({ name, ...jobRoute }, async ({ request, context, params }) =>
    jsonResponse(request, await jobView(await context.database(), params.jobId)),
  ),
});

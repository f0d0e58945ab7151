import { methods, route } from '#lib/server/route.ts';
import { metricsText } from '#lib/server/services/host/metrics.ts';

const name = '/metrics';

export const { GET, POST, PUT, PATCH, DELETE, HEAD } = methods(name, {
  GET: route({ name }, async ({ context }) => {
    const { text, contentType } = await metricsText(context);
    return new Response(text, { headers: { 'content-type': contentType, 'cache-control': 'no-store' } });
  }),
});

import { brandFileRoute } from '#lib/server/params.ts';
import { methods, route } from '#lib/server/route.ts';
import { serveLogo } from '#lib/server/services/settings/brand-files.ts';

const name = '/api/brand/files/{id}';

export const { GET, POST, PUT, PATCH, DELETE, HEAD } = methods(name, {
  GET: route({ name, ...brandFileRoute }, async ({ request, context, params }) =>
    serveLogo(context, request, params.fileId),
  ),
});

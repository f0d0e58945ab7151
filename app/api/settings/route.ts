import { jsonResponse } from '#lib/server/respond.ts';
import { methods, route } from '#lib/server/route.ts';
import { systemView } from '#lib/server/services/host/system.ts';
import { readSettings, saveSettings } from '#lib/server/services/settings/settings.ts';
import { settingsPatchSchema } from '#lib/shared/api/system.ts';

const name = '/api/settings';

export const { GET, POST, PUT, PATCH, DELETE, HEAD } = methods(name, {
  GET: route({ name }, async ({ request, context }) =>
    jsonResponse(request, await readSettings(await context.database(), context.env)),
  ),
  PATCH: route({ name, body: settingsPatchSchema }, async ({ request, context, body }) => {
    await saveSettings(await context.database(), body);
    return jsonResponse(request, await systemView(context));
  }),
});

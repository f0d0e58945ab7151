import { type ModelView, modelListSchema } from '#lib/shared/api/models.ts';
import { type SettingsPatch, systemSchema } from '#lib/shared/api/system.ts';
import { request } from './request.ts';
import { modelsInterval } from './swr-options.ts';
import { urls } from './urls.ts';
import { type Loaded, useLoaded } from './use-loaded.ts';

/** Settings and speech models. All reject with ApiError. */
export const settingsCalls = {
  saveSettings: (patch: SettingsPatch) => request('/api/settings', systemSchema, { method: 'PATCH', body: patch }),
  fetchModel: (name: string) => request(urls.models, modelListSchema, { method: 'POST', body: { name } }),
  removeModel: (name: string) =>
    request(`${urls.models}/${encodeURIComponent(name)}`, modelListSchema, { method: 'DELETE' }),
} as const;

const loadModels = async () => (await request(urls.models, modelListSchema)).models;

/** Every speech model, asked again while one is being fetched. */
export function useModels(): Loaded<ModelView[]> {
  return useLoaded(urls.models, loadModels, { refreshInterval: modelsInterval });
}

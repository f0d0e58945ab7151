import useSWR, { mutate } from 'swr';
import type * as z from 'zod/mini';
import { episodeDetailSchema } from '#lib/shared/api/episodes.ts';
import {
  cleanedUpSchema,
  cleanUpPlanSchema,
  type Retention,
  removalProofSchema,
  retentionSchema,
  type StorageUsage,
  storageLogSchema,
  storageUsageSchema,
  trashSchema,
} from '#lib/shared/storage.ts';
import type { ApiError } from './api-error.ts';
import { request } from './request.ts';
import { sendFile } from './send-file.ts';
import { swrOptions } from './swr-options.ts';
import { urls } from './urls.ts';
import { type Loaded, useLoaded } from './use-loaded.ts';

const STORAGE_URL = urls.storage;
const TRASH_URL = `${STORAGE_URL}/trash`;
const LOG_URL = `${STORAGE_URL}/log`;
const RULES_URL = `${STORAGE_URL}/retention`;
const CLEAN_UP_URL = `${STORAGE_URL}/clean-up`;

function useAnswer<T extends z.ZodMiniType>(url: string, schema: T) {
  const { data, error } = useSWR<z.infer<T>, ApiError>(url, () => request(url, schema), swrOptions);
  return { data, error };
}

const loadStorage = () => request(STORAGE_URL, storageUsageSchema);

/** What uses the disk, by kind and episode. */
export function useStorage(): Loaded<StorageUsage> {
  return useLoaded(STORAGE_URL, loadStorage);
}

/** Deleted episodes that can be brought back. */
export function useTrash() {
  return useAnswer(TRASH_URL, trashSchema);
}

/** What was removed to make room, last first. */
export function useStorageLog() {
  return useAnswer(LOG_URL, storageLogSchema);
}

/** After how many days what goes by itself. */
export function useRetention() {
  return useAnswer(RULES_URL, retentionSchema);
}

/** Asks again for everything that the page of the disk shows. */
export async function refreshStorage(): Promise<void> {
  await mutate((key) => typeof key === 'string' && (key.startsWith(STORAGE_URL) || key === '/api/system'));
}

/** Changes; each throws ApiError. */
export const storageCalls = {
  plan: () => request(CLEAN_UP_URL, cleanUpPlanSchema),
  cleanUp: () => request(CLEAN_UP_URL, cleanedUpSchema, { method: 'POST' }),
  restore: (episodeId: string) => request(`${TRASH_URL}/${episodeId}/restore`, episodeDetailSchema, { method: 'POST' }),
  purge: (episodeId: string) => request(`${TRASH_URL}/${episodeId}`, removalProofSchema, { method: 'DELETE' }),
  archive: (episodeId: string) =>
    request(`/api/episodes/${episodeId}/archive`, episodeDetailSchema, { method: 'POST' }),
  giveSource: (episodeId: string, file: File, onPercent: (percent: number) => void) =>
    sendFile(
      `/api/episodes/${episodeId}/archive`,
      { method: 'PUT', type: 'application/octet-stream', file },
      episodeDetailSchema,
      onPercent,
    ),
  importEpisode: (file: File, onPercent: (percent: number) => void) =>
    sendFile(
      `${STORAGE_URL}/import`,
      { method: 'POST', type: 'application/zip', file },
      episodeDetailSchema,
      onPercent,
    ),
  async saveRules(patch: Partial<Retention>): Promise<void> {
    const rules = await request(RULES_URL, retentionSchema, { method: 'PATCH', body: patch });
    await mutate(RULES_URL, rules, { revalidate: false });
  },
};

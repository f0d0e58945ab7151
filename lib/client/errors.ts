import useSWR, { mutate } from 'swr';
import { type ErrorList, errorListSchema } from '#lib/shared/api/errors.ts';
import type { ApiError } from './api-error.ts';
import { request } from './request.ts';
import { swrOptions } from './swr-options.ts';

const ERRORS_URL = '/api/errors';
const EVERY_MS = 15_000;

/** What failed lately, asked again now and then. */
export function useErrors() {
  const { data, error } = useSWR<ErrorList, ApiError>(ERRORS_URL, () => request(ERRORS_URL, errorListSchema), {
    ...swrOptions,
    refreshInterval: EVERY_MS,
  });
  const refresh = async () => {
    await mutate(ERRORS_URL);
  };
  return { data, error, refresh };
}

/** Marks these, or all, as seen. @throws ApiError */
export async function markErrorsSeen(ids?: readonly string[]): Promise<void> {
  const list = await request(`${ERRORS_URL}/seen`, errorListSchema, { method: 'POST', body: { ids } });
  await mutate(ERRORS_URL, list, { revalidate: false });
}

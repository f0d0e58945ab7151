import * as z from 'zod/mini';
import { type UploadView, uploadCompletedSchema, uploadListSchema } from '#lib/shared/api/uploads.ts';
import { request } from '../request.ts';

/** Calls about uploads, beside the tus protocol. All reject with ApiError. */
export interface UploadApi {
  /** Uploads that are no episodes yet. */
  list(): Promise<UploadView[]>;
  /** Says that everything was sent. @param sha256 hex, null where it could not be computed. */
  complete(id: string, sha256: string | null, signal?: AbortSignal): Promise<{ episodeId: string; sha256: string }>;
  /** Ends an unfinished upload and removes what arrived. */
  cancel(id: string): Promise<void>;
}

/** @param origin e.g. `http://localhost:3000`, without a slash at the end. */
export function createUploadApi(origin: string): UploadApi {
  const one = (id: string) => `${origin}/api/uploads/${encodeURIComponent(id)}`;
  return {
    list: async () => (await request(`${origin}/api/uploads`, uploadListSchema)).uploads,
    complete: (id, sha256, signal) =>
      request(`${one(id)}/complete`, uploadCompletedSchema, { method: 'POST', body: { sha256 }, signal }),
    cancel: async (id) => {
      await request(one(id), z.null(), { method: 'DELETE' });
    },
  };
}

import { jobViewSchema } from '#lib/shared/api/jobs.ts';
import { request } from './request.ts';
import { urls } from './urls.ts';

/** Calls about one job. All reject with ApiError. */
export const jobCalls = {
  cancelJob: (id: string) => request(`${urls.job(id)}/cancel`, jobViewSchema, { method: 'POST' }),
  retryJob: (id: string) => request(`${urls.job(id)}/retry`, jobViewSchema, { method: 'POST' }),
} as const;

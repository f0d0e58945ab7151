import { z } from 'zod';
import { progressSchema } from '../progress.ts';
import { jobKindSchema, jobStatusSchema } from '../states.ts';

/** A step of an episode: `GET /api/jobs/{id}`. */
export const jobViewSchema = z.object({
  id: z.string(),
  kind: jobKindSchema,
  episodeId: z.string().nullable(),
  status: jobStatusSchema,
  attempts: z.number().int(),
  maxAttempts: z.number().int(),
  percent: z.number().nullable(),
  cancelRequested: z.boolean(),
  error: z.object({ code: z.string(), title: z.string(), action: z.string() }).nullable(),
  createdAt: z.number(),
  startedAt: z.number().nullable(),
  finishedAt: z.number().nullable(),
});
export type JobView = z.infer<typeof jobViewSchema>;

/** How many ids one request for progress may name. */
export const PROGRESS_IDS_MAX = 100;

/** `GET /api/progress?ids=a,b`: unknown ids are answered with null. */
export const progressMapSchema = z.object({ progress: z.record(z.string(), progressSchema.nullable()) });

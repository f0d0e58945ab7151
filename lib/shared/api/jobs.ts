import * as z from 'zod/mini';
import { progressSchema } from '../progress.ts';
import { jobKindSchema, jobStatusSchema } from '../states.ts';

/** A step of an episode: `GET /api/jobs/{id}`. */
export const jobViewSchema = z.object({
  id: z.string(),
  kind: jobKindSchema,
  episodeId: z.nullable(z.string()),
  status: jobStatusSchema,
  attempts: z.int(),
  maxAttempts: z.int(),
  percent: z.nullable(z.number()),
  cancelRequested: z.boolean(),
  error: z.nullable(z.object({ code: z.string(), title: z.string(), action: z.string() })),
  createdAt: z.number(),
  startedAt: z.nullable(z.number()),
  finishedAt: z.nullable(z.number()),
});
export type JobView = z.infer<typeof jobViewSchema>;

/** How many ids one request for progress may name. */
export const PROGRESS_IDS_MAX = 100;

/** `GET /api/progress?ids=a,b`: unknown ids are answered with null. */
export const progressMapSchema = z.object({ progress: z.record(z.string(), z.nullable(progressSchema)) });

import { z } from 'zod';
import { jobStageSchema } from '#lib/shared/job-stages.ts';
import { jobKindSchema, jobStatusSchema } from '#lib/shared/states.ts';

/** What a worker writes into its row for `/metrics`. Everything that counts begins at its start. */
export const workerMetricsSchema = z.object({
  cpuSeconds: z.number(),
  residentBytes: z.number(),
  /** 99 % of the last minute's turns of the loop were late by less; about 0.01 is nothing. */
  loopDelaySeconds: z.number(),
  statements: z.object({ total: z.number(), slow: z.number(), seconds: z.number() }),
  jobs: z.array(
    z.object({
      kind: jobKindSchema,
      /** `lost`: another worker has it by now. */
      status: z.union([jobStatusSchema, z.literal('lost')]),
      count: z.number(),
      seconds: z.number(),
    }),
  ),
  /** Where the time of those attempts went. One of the release before tells nothing of it. */
  stages: z
    .array(z.object({ kind: jobKindSchema, stage: jobStageSchema, count: z.number(), seconds: z.number() }))
    .default([]),
});
export type WorkerMetrics = z.infer<typeof workerMetricsSchema>;

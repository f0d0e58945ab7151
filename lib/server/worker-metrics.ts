import { z } from 'zod';
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
});
export type WorkerMetrics = z.infer<typeof workerMetricsSchema>;

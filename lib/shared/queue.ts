import * as z from 'zod/mini';
import { jobViewSchema } from './api/jobs.ts';
import { jobStageSchema } from './job-stages.ts';
import { jobKindSchema, jobStatusSchema } from './states.ts';

const timesSchema = z.nullable(z.object({ p50: z.number(), p95: z.number(), max: z.number() }));

/** `GET /queue/stats`. Times in milliseconds. */
export const queueStatsSchema = z.object({
  byStatus: z.record(jobStatusSchema, z.int()),
  byKind: z.record(jobKindSchema, z.object({ queued: z.int(), running: z.int() })),
  liveEpisodes: z.int(),
  oldestRunAt: z.nullable(z.number()),
  pausedSince: z.nullable(z.number()),
  estimatedWaitMs: z.nullable(z.number()),
  limits: z.object({ maxConcurrentJobs: z.int(), maxQueueSize: z.int() }),
  workersAlive: z.int(),
  stages: z.array(z.object({ kind: jobKindSchema, stage: jobStageSchema, attempts: z.int(), ms: z.int() })),
  recent: z.object({
    hours: z.number(),
    succeededPerHour: z.number(),
    byKind: z.record(
      jobKindSchema,
      z.object({ succeeded: z.number(), failed: z.number(), canceled: z.number(), poisoned: z.number() }),
    ),
    failures: z.record(z.string(), z.number()),
    runMs: z.record(jobKindSchema, timesSchema),
    waitMs: z.record(jobKindSchema, timesSchema),
  }),
});

/** A job in the list of the queue, with the title of its episode. */
export const queuedJobSchema = z.extend(jobViewSchema, { episodeTitle: z.nullable(z.string()) });
export type QueuedJob = z.infer<typeof queuedJobSchema>;

/** `GET /api/queue`: the numbers, what waits and runs (the first 200), and what failed lately (the first 100). */
export const queueSchema = z.object({
  stats: queueStatsSchema,
  live: z.array(queuedJobSchema),
  ended: z.array(queuedJobSchema),
});
export type Queue = z.infer<typeof queueSchema>;

/** `PUT /api/queue/paused`. */
export const queuePausedSchema = z.object({ paused: z.boolean() });

/** `POST /api/queue/retry` and `…/cancel`: of how many jobs. */
export const queueChangedSchema = z.object({ jobs: z.int() });

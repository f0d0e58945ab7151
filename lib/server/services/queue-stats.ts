import { type QueueStats, queueStats } from '#db/repositories/jobs/queue-stats.ts';
import { type RecentJobs, recentJobs } from '#db/repositories/jobs/recent-jobs.ts';
import { listWorkers } from '#db/repositories/workers.ts';
import { jobKindSchema } from '#lib/shared/states.ts';
import type { AppContext } from '../context.ts';
import { isWorkerAlive } from './worker-status.ts';

const HOUR_MS = 3_600_000;

export interface QueueView extends QueueStats {
  readonly limits: { readonly maxConcurrentJobs: number; readonly maxQueueSize: number };
  /** Workers that gave a sign of life in the last 45 s. */
  readonly workersAlive: number;
  /** What came to an end in the last METRICS_RETENTION_HOURS. */
  readonly recent: RecentJobs & {
    readonly hours: number;
    /** Jobs of all kinds that succeeded, per hour of that time. */
    readonly succeededPerHour: number;
  };
}

/** What waits and runs, how much of it may, and how it went lately. */
export async function queueView(context: AppContext): Promise<QueueView> {
  const { env } = context;
  const db = await context.database();
  const now = Date.now();
  const [stats, workers, recent] = await Promise.all([
    queueStats(db),
    listWorkers(db),
    recentJobs(db, Math.floor(now - env.metricsRetentionMs)),
  ]);
  const hours = env.metricsRetentionMs / HOUR_MS;
  const succeeded = jobKindSchema.options.reduce((sum, kind) => sum + recent.byKind[kind].succeeded, 0);
  return {
    ...stats,
    limits: { maxConcurrentJobs: env.maxConcurrentJobs, maxQueueSize: env.maxQueueSize },
    workersAlive: workers.filter((worker) => isWorkerAlive(worker, now)).length,
    recent: { hours, succeededPerHour: Math.round((succeeded / hours) * 1000) / 1000, ...recent },
  };
}

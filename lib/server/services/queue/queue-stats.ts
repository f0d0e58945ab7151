import { pausedSince } from '#db/repositories/jobs/paused.ts';
import { type QueueStats, queueStats } from '#db/repositories/jobs/queue-stats.ts';
import { type RecentJobs, recentJobs } from '#db/repositories/jobs/recent-jobs.ts';
import { listWorkers } from '#db/repositories/workers.ts';
import { jobKindSchema } from '#lib/shared/states.ts';
import type { AppContext } from '../../context.ts';
import { type StageTime, stageTimes } from './stage-times.ts';
import { isWorkerAlive } from './worker-status.ts';

const HOUR_MS = 3_600_000;

export interface QueueView extends QueueStats {
  readonly limits: { readonly maxConcurrentJobs: number; readonly maxQueueSize: number };
  /** Since when nothing new is begun (epoch milliseconds); null while the queue runs. */
  readonly pausedSince: number | null;
  /**
   * How long a file that comes now would wait for its turn, by the run times of the last METRICS_RETENTION_HOURS
   * here; null while too little is known.
   */
  readonly estimatedWaitMs: number | null;
  /** Workers that gave a sign of life in the last 45 s. */
  readonly workersAlive: number;
  /** Where the time of attempts went, since the start of each of these workers. */
  readonly stages: readonly StageTime[];
  /** What came to an end in the last METRICS_RETENTION_HOURS. */
  readonly recent: RecentJobs & {
    readonly hours: number;
    /** Jobs of all kinds that succeeded, per hour of that time. */
    readonly succeededPerHour: number;
  };
}

/** Work that waits and half of what runs, shared by the places; kinds that wait but were never measured make it unknown. */
function estimateWait(stats: QueueStats, recent: RecentJobs, places: number): number | null {
  let workMs = 0;
  for (const kind of jobKindSchema.options) {
    const { queued, running } = stats.byKind[kind];
    if (queued + running === 0) continue;
    const typical = recent.runMs[kind]?.p50;
    if (typical === undefined) return null;
    workMs += typical * (queued + running / 2);
  }
  return Math.round(workMs / places);
}

/** What waits and runs, how much of it may, and how it went lately. */
export async function queueView(context: AppContext): Promise<QueueView> {
  const { env } = context;
  const db = await context.database();
  const now = Date.now();
  const [stats, paused, workers, recent] = await Promise.all([
    queueStats(db),
    pausedSince(db),
    listWorkers(db),
    recentJobs(db, Math.floor(now - env.metricsRetentionMs)),
  ]);
  const living = workers.filter((worker) => isWorkerAlive(worker, now));
  const hours = env.metricsRetentionMs / HOUR_MS;
  const succeeded = jobKindSchema.options.reduce((sum, kind) => sum + recent.byKind[kind].succeeded, 0);
  return {
    ...stats,
    pausedSince: paused,
    estimatedWaitMs: estimateWait(stats, recent, env.maxConcurrentJobs),
    limits: { maxConcurrentJobs: env.maxConcurrentJobs, maxQueueSize: env.maxQueueSize },
    workersAlive: living.length,
    stages: stageTimes(living),
    recent: { hours, succeededPerHour: Math.round((succeeded / hours) * 1000) / 1000, ...recent },
  };
}

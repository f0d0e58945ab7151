import { type QueueStats, queueStats } from '#db/repositories/jobs/queue-stats.ts';
import { listWorkers } from '#db/repositories/workers.ts';
import type { AppContext } from '../context.ts';
import { isWorkerAlive } from './worker-status.ts';

export interface QueueView extends QueueStats {
  readonly limits: { readonly maxConcurrentJobs: number; readonly maxQueueSize: number };
  /** Workers that gave a sign of life in the last 45 s. */
  readonly workersAlive: number;
}

/** What waits and runs, and how much of it may. */
export async function queueView(context: AppContext): Promise<QueueView> {
  const db = await context.database();
  const [stats, workers] = await Promise.all([queueStats(db), listWorkers(db)]);
  const now = Date.now();
  return {
    ...stats,
    limits: { maxConcurrentJobs: context.env.maxConcurrentJobs, maxQueueSize: context.env.maxQueueSize },
    workersAlive: workers.filter((worker) => isWorkerAlive(worker, now)).length,
  };
}

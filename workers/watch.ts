import { listHeldJobs } from '#db/repositories/jobs/list-held-jobs.ts';
import type { Database } from '#db/types.ts';
import { isAway } from './patience.ts';
import { between, pause } from './pause.ts';
import type { RunningJob } from './run-job.ts';

/**
 * Hears of cancels and deleted episodes long before the next heartbeat, with one read for all running jobs, until the
 * signal aborts. @throws what is no outage.
 */
export async function watchJobs(watching: {
  readonly db: Database;
  readonly owner: string;
  readonly running: ReadonlySet<RunningJob>;
  readonly everyMs: number;
  readonly signal: AbortSignal;
}): Promise<void> {
  const { db, owner, running, everyMs, signal } = watching;
  while (!signal.aborted) {
    await pause(between(everyMs * 0.8, everyMs), signal);
    const before = [...running];
    if (before.length === 0 || signal.aborted) continue;
    try {
      const held = new Map((await listHeldJobs(db, owner)).map((job) => [job.token, job]));
      for (const job of before) {
        const row = held.get(job.lease.token);
        if (!row) job.check();
        else if (row.cancelRequestedAt !== null) job.stop('canceled');
      }
    } catch (error) {
      if (!isAway(error)) throw error;
    }
  }
}

import { sql } from 'drizzle-orm';
import type { JobRow } from '../../rows.ts';
import type { Database } from '../../types.ts';
import { cancelChange } from './cancel-change.ts';
import { changeHeldJob } from './change.ts';
import { instant } from './clock.ts';
import { requeuedStatements } from './episode-effects.ts';
import { FREED, type Lease } from './lease.ts';

/**
 * Gives a job back that the worker cannot finish through no fault of the job (shutdown, the database was
 * away). The attempt does not count.
 *
 * @param options.delayMs not before this time has passed; 0 by default.
 * @throws LeaseLostError
 */
export function releaseJob(
  db: Database,
  lease: Lease,
  options: { now?: number; delayMs?: number } = {},
): Promise<JobRow> {
  return changeHeldJob(db, lease, (tx, job) => {
    if (job.cancelRequestedAt !== null) return cancelChange(tx, job, options.now);
    const attempts = sql`${tx.tables.jobs.attempts} - 1`;
    return {
      patch: { ...FREED, status: 'queued', attempts, runAt: instant(tx, options.now, options.delayMs) },
      effects: (inner) => requeuedStatements(inner, job),
    };
  });
}

import type { JobRow } from '../../rows.ts';
import type { Database, Statement, Transaction } from '../../types.ts';
import { cancelChange } from './cancel-change.ts';
import { changeHeldJob } from './change.ts';
import { instant } from './clock.ts';
import { FREED, type Lease } from './lease.ts';

/**
 * Ends a job with its results: `effects` are written in the same transaction, or nothing is. Where a
 * cancel was requested in the meantime the job ends canceled, without them.
 *
 * @throws LeaseLostError
 */
export function succeedJob(
  db: Database,
  lease: Lease,
  effects: (tx: Transaction) => readonly Statement[],
  now?: number,
): Promise<JobRow> {
  return changeHeldJob(db, lease, (tx, job) => {
    if (job.cancelRequestedAt !== null) return cancelChange(tx, job, now);
    const ended = { errorCode: null, errorMessage: null, finishedAt: instant(tx, now) };
    return { patch: { status: 'succeeded', percent: 100, crashCount: 0, ...FREED, ...ended }, effects };
  });
}

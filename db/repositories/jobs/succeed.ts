import { and, isNull } from 'drizzle-orm';
import type { JobRow } from '../../rows.ts';
import type { Database, Statement, Transaction } from '../../types.ts';
import { cancelChange } from './cancel-change.ts';
import { changeHeldJob, type JobPatch } from './change.ts';
import { instant } from './clock.ts';
import { FREED, isHeld, type Lease } from './lease.ts';

/**
 * Ends a job with its results: `effects` are written in the same transaction, or nothing is. Where a
 * cancel was requested in the meantime the job ends canceled, without them.
 *
 * @throws LeaseLostError
 */
export async function succeedJob(
  db: Database,
  lease: Lease,
  effects: (tx: Transaction) => readonly Statement[],
  now?: number,
): Promise<JobRow> {
  const patch = (tx: Transaction): JobPatch => {
    const ended = { errorCode: null, errorMessage: null, finishedAt: instant(tx, now) };
    return { status: 'succeeded', percent: 100, crashCount: 0, ...FREED, ...ended };
  };
  if (effects(db).length === 0) {
    // Nothing else to write: one statement is enough, unless a cancel came.
    const { jobs } = db.tables;
    const isOurs = and(isHeld(db, lease), isNull(jobs.cancelRequestedAt));
    const [ended] = await db.orm.update(jobs).set(patch(db)).where(isOurs).returning();
    if (ended) return ended;
  }
  return await changeHeldJob(db, lease, (tx, job) =>
    job.cancelRequestedAt !== null ? cancelChange(tx, job, now) : { patch: patch(tx), effects },
  );
}

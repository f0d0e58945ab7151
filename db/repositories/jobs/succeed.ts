import { and, isNull, type SQL } from 'drizzle-orm';
import { runPrepared } from '../../prepared.ts';
import type { JobRow } from '../../rows.ts';
import type { Database, Statement, Transaction } from '../../types.ts';
import { cancelChange } from './cancel-change.ts';
import { changeHeldJob, type JobPatch } from './change.ts';
import { givenInstant, instant, nowValue } from './clock.ts';
import { FREED, GIVEN_LEASE, isHeld, type Lease } from './lease.ts';

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
  if (effects(db).length === 0) {
    // Nothing else to write: one statement is enough, unless a cancel came.
    const { jobId, token } = lease;
    const values = { jobId, token, now: nowValue(db, now) };
    const [ended] = await runPrepared(db, 'succeed', succeedAlone, values);
    if (ended) return ended;
  }
  return await changeHeldJob(db, lease, (tx, job) =>
    job.cancelRequestedAt !== null ? cancelChange(tx, job, now) : { patch: success(instant(tx, now)), effects },
  );
}

function success(finishedAt: SQL): JobPatch {
  return {
    ...FREED,
    status: 'succeeded',
    percent: 100,
    crashCount: 0,
    errorCode: null,
    errorMessage: null,
    finishedAt,
  };
}

function succeedAlone(db: Database) {
  const { jobs } = db.tables;
  const isOurs = and(isHeld(db, GIVEN_LEASE), isNull(jobs.cancelRequestedAt));
  return db.orm
    .update(jobs)
    .set(success(givenInstant(db)))
    .where(isOurs)
    .returning();
}

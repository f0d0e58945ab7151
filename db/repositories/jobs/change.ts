import { and, eq, isNull, type SQL } from 'drizzle-orm';
import { atomic, type Statement } from '../../atomic.ts';
import type { JobRow } from '../../rows.ts';
import type { Tables } from '../../schema/index.ts';
import type { Database, Transaction } from '../../types.ts';
import { isHeld, type Lease, LeaseLostError } from './lease.ts';

type Jobs = Tables['jobs'];
/** Values or expressions for the columns of a job. */
export type JobPatch = { [Column in keyof Jobs['$inferInsert']]?: Jobs['$inferInsert'][Column] | SQL };

export interface Change {
  readonly patch: JobPatch;
  /** What changes with the job in the same transaction. */
  readonly effects?: (tx: Transaction) => readonly Statement[];
  /** Further conditions. */
  readonly guard?: (tx: Transaction) => SQL | undefined;
}

/** Rolls back; never leaves this file. */
class ChangedMeanwhile extends Error {}

/**
 * Changes a job if status, lease and cancel request still are as they were read.
 *
 * @param decide builds the change inside the transaction; has no effects.
 * @returns the changed row, or null where the job changed in the meantime: nothing was written.
 */
export async function changeJob(
  db: Database,
  job: JobRow,
  decide: (tx: Transaction) => Change,
): Promise<JobRow | null> {
  try {
    const [rows] = await atomic(
      db,
      (tx) => {
        const { patch, effects, guard } = decide(tx);
        const { jobs } = tx.tables;
        const update = tx.orm
          .update(jobs)
          .set(patch)
          .where(and(asRead(jobs, job), guard?.(tx)))
          .returning();
        return [update, ...(effects?.(tx) ?? [])];
      },
      ([changed]) => {
        if (changed.length !== 1) throw new ChangedMeanwhile();
      },
    );
    return rows[0] ?? null;
  } catch (error) {
    if (error instanceof ChangedMeanwhile) return null;
    throw error;
  }
}

/**
 * Changes a job that we hold; decides again where a cancel came in between.
 *
 * @throws LeaseLostError
 */
export async function changeHeldJob(
  db: Database,
  lease: Lease,
  decide: (tx: Transaction, job: JobRow) => Change,
): Promise<JobRow> {
  for (;;) {
    const [job] = await db.orm.select().from(db.tables.jobs).where(isHeld(db, lease));
    if (!job) throw new LeaseLostError(lease);
    const changed = await changeJob(db, job, (tx) => decide(tx, job));
    if (changed) return changed;
  }
}

function asRead(jobs: Jobs, job: JobRow): SQL | undefined {
  const { leaseToken, cancelRequestedAt } = job;
  return and(
    eq(jobs.id, job.id),
    eq(jobs.status, job.status),
    leaseToken === null ? isNull(jobs.leaseToken) : eq(jobs.leaseToken, leaseToken),
    cancelRequestedAt === null ? isNull(jobs.cancelRequestedAt) : eq(jobs.cancelRequestedAt, cancelRequestedAt),
  );
}

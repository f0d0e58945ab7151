import { sql } from 'drizzle-orm';
import type { JobRow } from '../../rows.ts';
import type { Database, Statement, Transaction } from '../../types.ts';
import { changeJob } from './change.ts';
import { instant } from './clock.ts';
import { FREED } from './lease.ts';

/**
 * Has a running job begun anew because what it works on is something else by now. Its worker loses the lease: it hears
 * of that within seconds, and can write nothing any more. The attempt does not count.
 *
 * @param job as it was read
 * @param options.priority at least this from now on
 * @param effects what changes with it in the same transaction
 * @returns false where it changed in the meantime: nothing was written.
 */
export async function restartJob(
  db: Database,
  job: JobRow,
  options: { priority: number },
  effects: (tx: Transaction) => readonly Statement[],
): Promise<boolean> {
  const priority = Math.max(job.priority, options.priority);
  const changed = await changeJob(db, job, (tx) => ({
    patch: {
      ...{ ...FREED, status: 'queued', cancelRequestedAt: null, percent: null, priority },
      attempts: sql`${tx.tables.jobs.attempts} - 1`,
      runAt: instant(tx, undefined),
    },
    effects,
  }));
  return changed !== null;
}

/**
 * Changes what a waiting job works on.
 *
 * @param job as it was read, `queued`
 * @param effects what changes, as long as nobody has begun it
 * @returns false where it changed in the meantime: nothing was written.
 */
export async function amendJob(
  db: Database,
  job: JobRow,
  effects: (tx: Transaction) => readonly Statement[],
): Promise<boolean> {
  // Writes what is there: only to hold the row, which a claim would pass over or find changed.
  return (await changeJob(db, job, () => ({ patch: { priority: job.priority }, effects }))) !== null;
}

import type { Database } from '../../types.ts';
import { isHeld, type Lease, LeaseLostError } from './lease.ts';

/**
 * Tells that a part of the job is safely kept: crashes before it no longer count.
 *
 * @param percent 0-100 of the job; null while unknown.
 * @throws LeaseLostError
 */
export async function keepProgress(db: Database, lease: Lease, percent: number | null): Promise<void> {
  const { jobs } = db.tables;
  const rows = await db.orm
    .update(jobs)
    .set({ crashCount: 0, percent })
    .where(isHeld(db, lease))
    .returning({ id: jobs.id });
  if (rows.length !== 1) throw new LeaseLostError(lease);
}

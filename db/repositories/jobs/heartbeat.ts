import type { Database } from '../../types.ts';
import { instant } from './clock.ts';
import { isHeld, LEASE_MS, type Lease } from './lease.ts';

export interface Heartbeat {
  /** Someone else may have the job by now, or it is gone: stop, and touch nothing. */
  readonly lost: boolean;
  readonly cancelRequested: boolean;
}

/** Renews a lease and asks in the same statement whether to go on. A lease that ran out is renewed while nobody took it. */
export async function heartbeatJob(
  db: Database,
  lease: Lease,
  options: { leaseMs?: number; percent?: number | null; now?: number } = {},
): Promise<Heartbeat> {
  const { jobs } = db.tables;
  const leaseExpiresAt = instant(db, options.now, options.leaseMs ?? LEASE_MS);
  const percent = options.percent === undefined ? {} : { percent: options.percent };
  const [row] = await db.orm
    .update(jobs)
    .set({ leaseExpiresAt, ...percent })
    .where(isHeld(db, lease))
    .returning({ cancelRequestedAt: jobs.cancelRequestedAt });
  return { lost: !row, cancelRequested: row ? row.cancelRequestedAt !== null : false };
}

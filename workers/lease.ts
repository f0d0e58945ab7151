import { heartbeatJob } from '#db/repositories/jobs/heartbeat.ts';
import type { Lease } from '#db/repositories/jobs/lease.ts';
import type { Database } from '#db/types.ts';
import type { Logger } from '#lib/server/logger.ts';
import { isAway, patiently } from './patience.ts';
import { type Bell, between } from './pause.ts';

export interface LeaseKeeping {
  readonly db: Database;
  readonly logger: Logger;
  readonly lease: Lease;
  readonly leaseMs: number;
  /** How far the job is, 0-100. */
  readonly percent: () => number | null;
  readonly onLost: () => void;
  readonly onCancel: () => void;
  /** Rung to beat at once. */
  readonly bell: Bell;
  /** Ends the loop. */
  readonly signal: AbortSignal;
}

/**
 * Renews a lease three times in its length until the job is over. While the database is away it asks on, and the job
 * goes on too: whether the lease was given to someone else meanwhile, the first answer tells.
 *
 * @throws what is neither an outage nor a lost lease.
 */
export async function keepLease(keeping: LeaseKeeping): Promise<void> {
  const { db, logger, lease, leaseMs, signal } = keeping;
  const everyMs = leaseMs / 3;
  for (;;) {
    await keeping.bell.pause(between(everyMs * 0.9, everyMs), signal);
    if (signal.aborted) return;
    try {
      const beat = () => heartbeatJob(db, lease, { leaseMs, percent: keeping.percent() });
      const { lost, cancelRequested } = await patiently(beat, { signal, logger });
      if (signal.aborted) return;
      if (lost) return keeping.onLost();
      if (cancelRequested) keeping.onCancel();
    } catch (error) {
      if (signal.aborted && isAway(error)) return;
      throw error;
    }
  }
}

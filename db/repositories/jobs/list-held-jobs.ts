import { and, eq } from 'drizzle-orm';
import type { Database } from '../../types.ts';

export interface HeldJob {
  readonly token: string | null;
  readonly cancelRequestedAt: number | null;
}

/** The jobs that a worker holds. Only reads, so it can be asked often: cancels are heard before the next heartbeat. */
export async function listHeldJobs(db: Database, owner: string): Promise<HeldJob[]> {
  const { jobs } = db.tables;
  return db.orm
    .select({ token: jobs.leaseToken, cancelRequestedAt: jobs.cancelRequestedAt })
    .from(jobs)
    .where(and(eq(jobs.status, 'running'), eq(jobs.leaseOwner, owner)));
}

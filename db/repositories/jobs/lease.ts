import { and, eq, type SQL } from 'drizzle-orm';
import { given } from '../../prepared.ts';
import type { JobRow } from '../../rows.ts';
import type { Transaction } from '../../types.ts';

/** The right to work on a job: only the latest claim's token is valid. */
export interface Lease {
  readonly jobId: string;
  readonly token: string;
}

/** How long a lease holds without a heartbeat. */
export const LEASE_MS = 60_000;

/** Without a lease a job has no owner. */
export const FREED = { leaseToken: null, leaseOwner: null, leaseExpiresAt: null } as const;

/** The job belongs to someone else by now, or has ended or gone: nothing was written. */
export class LeaseLostError extends Error {
  override readonly name = 'LeaseLostError';

  constructor(lease: Lease) {
    super(`The lease of job ${lease.jobId} is lost`);
  }
}

/** The lease of a job that was just claimed. @throws LeaseLostError where the row carries none. */
export function leaseOf(job: JobRow): Lease {
  const lease = { jobId: job.id, token: job.leaseToken ?? '' };
  if (!job.leaseToken) throw new LeaseLostError(lease);
  return lease;
}

/** The lease whose fields are the places `jobId` and `token` of a prepared statement. */
export const GIVEN_LEASE = { jobId: given('jobId'), token: given('token') } as const;

/** The fence: true for the one row that this lease is about, while it is valid. */
export function isHeld(tx: Pick<Transaction, 'tables'>, lease: Lease | typeof GIVEN_LEASE): SQL | undefined {
  const { jobs } = tx.tables;
  return and(eq(jobs.id, lease.jobId), eq(jobs.leaseToken, lease.token), eq(jobs.status, 'running'));
}

import { randomBytes } from 'node:crypto';
import { and, eq, gt, inArray, lte, or, sql } from 'drizzle-orm';
import { AppError } from '#lib/server/app-error.ts';
import type { JobKind } from '#lib/shared/states.ts';
import { atomic } from '../../atomic.ts';
import type { JobRow } from '../../rows.ts';
import type { Database } from '../../types.ts';
import { instant, MAX_AHEAD_MS } from './clock.ts';
import { startedStatements } from './episode-effects.ts';
import { LEASE_MS, leaseOf } from './lease.ts';

export interface ClaimOptions {
  /** Only jobs of these kinds. */
  readonly kinds: readonly JobKind[];
  /** The worker's id. */
  readonly owner: string;
  readonly leaseMs?: number;
  /** Epoch milliseconds, for tests. */
  readonly now?: number;
}

/**
 * Takes the next job: highest priority first, then whoever waits longest. One statement, so two workers
 * never get the same; on PostgreSQL rows that another claim just holds are passed over.
 *
 * @returns the job with its lease token, or null where nothing is due.
 */
export async function claimJob(db: Database, options: ClaimOptions): Promise<JobRow | null> {
  if (options.kinds.length === 0) return null;
  const { jobs } = db.tables;
  const now = instant(db, options.now);
  const isDue = and(
    eq(jobs.status, 'queued'),
    inArray(jobs.kind, [...options.kinds]),
    or(lte(jobs.runAt, now), gt(jobs.runAt, instant(db, options.now, MAX_AHEAD_MS))),
  );
  const lock = db.dialect === 'pg' ? sql` for update skip locked` : sql``;
  const next = sql`(select ${jobs.id} from ${jobs} where ${isDue} order by ${jobs.priority} desc, ${jobs.runAt}, ${jobs.id} limit 1${lock})`;
  const [job] = await db.orm
    .update(jobs)
    .set({
      status: 'running',
      attempts: sql`${jobs.attempts} + 1`,
      leaseToken: randomBytes(16).toString('hex'),
      leaseOwner: options.owner,
      leaseExpiresAt: instant(db, options.now, options.leaseMs ?? LEASE_MS),
      startedAt: now,
      finishedAt: null,
      percent: null,
    })
    .where(eq(jobs.id, next))
    .returning();
  if (!job) return null;
  if (job.episodeId !== null) await tellStarted(db, job);
  return job;
}

/**
 * The job is ours by now, so an outage must not lose it until its lease ends. Its episode and its render then
 * say "queued" for longer: nothing but the page goes by it, and the end of the job sets both.
 */
async function tellStarted(db: Database, job: JobRow): Promise<void> {
  try {
    await atomic(db, (tx) => startedStatements(tx, job, leaseOf(job)));
  } catch (error) {
    const isOutage = error instanceof AppError && (error.code === 'database_unavailable' || error.code === 'disk_full');
    if (!isOutage) throw error;
  }
}

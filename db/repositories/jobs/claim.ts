import { randomBytes } from 'node:crypto';
import { and, eq, gt, inArray, lte, not, or, sql } from 'drizzle-orm';
import { AppError } from '#lib/server/app-error.ts';
import type { JobKind } from '#lib/shared/states.ts';
import { atomic } from '../../atomic.ts';
import type { JobRow } from '../../rows.ts';
import type { Database } from '../../types.ts';
import { instant, MAX_AHEAD_MS } from './clock.ts';
import { startedStatements } from './episode-effects.ts';
import { LEASE_MS, leaseOf } from './lease.ts';
import { isPaused } from './paused.ts';

/**
 * A job that is due gains one point of priority in this time, so that nothing waits for ever behind a stream of
 * more urgent ones: a transcription (0) passes new suggestions (60) after an hour.
 */
const AGEING_MS = 60_000;

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
 * Takes the next job: highest priority first, which grows with the time that a job waits. One statement, so two
 * workers never get the same; on PostgreSQL rows that another claim just holds are passed over.
 *
 * @returns the job with its lease token, or null where nothing is due or the queue is paused.
 */
export async function claimJob(db: Database, options: ClaimOptions): Promise<JobRow | null> {
  if (options.kinds.length === 0) return null;
  const { jobs } = db.tables;
  const now = instant(db, options.now);
  const isDue = and(
    eq(jobs.status, 'queued'),
    inArray(jobs.kind, [...options.kinds]),
    or(lte(jobs.runAt, now), gt(jobs.runAt, instant(db, options.now, MAX_AHEAD_MS))),
    not(isPaused(db)),
  );
  // Whole minutes, so that jobs that came together keep their order. One of before a jump of the clock gains nothing.
  const waited = sql`case when ${jobs.runAt} < ${now} then cast((${now} - ${jobs.runAt}) / ${sql.raw(String(AGEING_MS))} as integer) else 0 end`;
  const lock = db.dialect === 'pg' ? sql` for update skip locked` : sql``;
  const next = sql`(select ${jobs.id} from ${jobs} where ${isDue} order by ${jobs.priority} + ${waited} desc, ${jobs.runAt}, ${jobs.id} limit 1${lock})`;
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

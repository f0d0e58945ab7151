import { randomBytes } from 'node:crypto';
import { and, eq, gt, inArray, lte, not, or, type SQL, sql } from 'drizzle-orm';
import { AppError } from '#lib/server/app-error.ts';
import type { JobKind } from '#lib/shared/states.ts';
import { atomic } from '../../atomic.ts';
import { given, runPrepared } from '../../prepared.ts';
import type { JobRow } from '../../rows.ts';
import type { Database } from '../../types.ts';
import { givenInstant, MAX_AHEAD_MS, nowValue } from './clock.ts';
import { startedStatements } from './episode-effects.ts';
import { LEASE_MS, leaseOf } from './lease.ts';
import { isPaused } from './paused.ts';

/**
 * A job gains one point of priority for each minute that it waits, so that nothing waits for ever behind a stream of
 * more urgent ones: a transcription (0) passes new suggestions (60) after an hour. Time passes for all of them alike, so
 * their order stays, and an index has it (jobs_next_idx, word for word): a claim costs the same whatever waits or ended.
 * One of before a jump of the clock gains nothing.
 */
const ORDER = sql.raw('(run_at - 60000 * cast(priority as bigint))');

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
  const { kinds } = options;
  if (kinds.length === 0) return null;
  return await takeJob(db, { ...options, key: kinds.join(), which: () => isNext(db, kinds) });
}

function isNext(db: Database, kinds: readonly JobKind[]): SQL {
  const { jobs } = db.tables;
  const isOne = and(isDue(db), inArray(jobs.kind, [...kinds]));
  const lock = db.dialect === 'pg' ? sql` for update skip locked` : sql``;
  return sql`${jobs.id} = (select ${jobs.id} from ${jobs} where ${isOne} order by ${ORDER}, ${jobs.id} limit 1${lock})`;
}

/** A job that waits, and need not wait any longer; for a prepared statement with the place `now`. */
export function isDue(db: Database): SQL | undefined {
  const { jobs } = db.tables;
  return and(
    eq(jobs.status, 'queued'),
    or(lte(jobs.runAt, givenInstant(db)), gt(jobs.runAt, givenInstant(db, MAX_AHEAD_MS))),
    not(isPaused(db)),
  );
}

export interface TakeOptions extends Omit<ClaimOptions, 'kinds'> {
  /** Of the condition's text, among those of all callers. */
  readonly key: string;
  /** True for one job at most. */
  readonly which: () => SQL | undefined;
  /** Of its places, besides `now`. */
  readonly values?: Readonly<Record<string, unknown>>;
}

/** Gives the one job that this is true for to a worker, in one statement. @returns null where there is none. */
export async function takeJob(db: Database, { key, which, ...options }: TakeOptions): Promise<JobRow | null> {
  const { owner, now, leaseMs = LEASE_MS, values } = options;
  const [job] = await runPrepared(db, `take ${key}`, () => take(db, which()), {
    ...values,
    owner,
    now: nowValue(db, now),
    leaseMs: Math.round(leaseMs),
    token: randomBytes(16).toString('hex'),
  });
  if (!job) return null;
  if (job.episodeId !== null) await tellStarted(db, job);
  return job;
}

function take(db: Database, which: SQL | undefined) {
  const { jobs } = db.tables;
  const lease = {
    leaseToken: given('token'),
    leaseOwner: given('owner'),
    leaseExpiresAt: givenInstant(db, given('leaseMs')),
  };
  const attempts = sql`${jobs.attempts} + 1`;
  const begun = { startedAt: givenInstant(db), finishedAt: null, percent: null };
  return db.orm
    .update(jobs)
    .set({ status: 'running', attempts, ...lease, ...begun })
    .where(which)
    .returning();
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

import { and, asc, eq, gt, lt, or } from 'drizzle-orm';
import { MAX_CRASHES } from '#lib/shared/job-retry.ts';
import type { JobRow } from '../../rows.ts';
import type { Database, Transaction } from '../../types.ts';
import { cancelChange } from './cancel-change.ts';
import { type Change, changeJob } from './change.ts';
import { instant, MAX_AHEAD_MS } from './clock.ts';
import { endedStatements, requeuedStatements } from './episode-effects.ts';
import { FREED } from './lease.ts';

const AT_ONCE = 100;

/**
 * Takes back the jobs whose lease has run out: their worker crashed. They wait again, or end `poisoned`
 * after two crashes in a row without kept progress, or canceled where that was asked for.
 *
 * @returns the jobs afterwards.
 */
export async function sweepExpired(db: Database, now?: number): Promise<JobRow[]> {
  const { jobs } = db.tables;
  const expired = or(
    lt(jobs.leaseExpiresAt, instant(db, now)),
    gt(jobs.leaseExpiresAt, instant(db, now, MAX_AHEAD_MS)),
  );
  const found = await db.orm
    .select()
    .from(jobs)
    .where(and(eq(jobs.status, 'running'), expired))
    .orderBy(asc(jobs.leaseExpiresAt))
    .limit(AT_ONCE);
  const swept: JobRow[] = [];
  for (const job of found) {
    const changed = await changeJob(db, job, (tx) => ({
      ...crashChange(tx, job, now),
      // A heartbeat that came in the meantime wins.
      guard: (inner) => eq(inner.tables.jobs.leaseExpiresAt, job.leaseExpiresAt ?? 0),
    }));
    if (changed) swept.push(changed);
  }
  return swept;
}

function crashChange(tx: Transaction, job: JobRow, now: number | undefined): Change {
  if (job.cancelRequestedAt !== null) return cancelChange(tx, job, now);
  const crashCount = job.crashCount + 1;
  if (crashCount < MAX_CRASHES) {
    return {
      patch: { ...FREED, status: 'queued', crashCount, runAt: instant(tx, now) },
      effects: (inner) => requeuedStatements(inner, job),
    };
  }
  const errors = { errorCode: 'job_crashed', errorMessage: null };
  return {
    patch: { ...FREED, ...errors, status: 'poisoned', crashCount, finishedAt: instant(tx, now) },
    effects: (inner) => endedStatements(inner, job, { status: 'failed', ...errors }, now),
  };
}

import { and, count, eq, gte, inArray, isNotNull, type SQL, sql } from 'drizzle-orm';
import type { JobKind, JobStatus } from '#lib/shared/states.ts';
import type { Database } from '../../types.ts';

const OVER = ['succeeded', 'failed', 'canceled', 'poisoned'] as const satisfies readonly JobStatus[];
type OverStatus = (typeof OVER)[number];

/** How long the last attempt of succeeded jobs took: half of them, and 95 of 100, took at most so many milliseconds. */
export interface RunTimes {
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
}

/** The jobs that came to an end since a moment. Those of deleted episodes are gone with them. */
export interface RecentJobs {
  readonly byKind: Readonly<Record<JobKind, Readonly<Record<OverStatus, number>>>>;
  /** How many failed or were given up, by error code; codes of none are left out. */
  readonly failures: Readonly<Record<string, number>>;
  /** Null for a kind of which none succeeded. */
  readonly runMs: Readonly<Record<JobKind, RunTimes | null>>;
  /** How long those that succeeded at their first attempt had waited before it. */
  readonly waitMs: Readonly<Record<JobKind, RunTimes | null>>;
}

/** @param since epoch milliseconds */
export async function recentJobs(db: Database, since: number): Promise<RecentJobs> {
  const { jobs } = db.tables;
  const ran = sql<number>`(${jobs.finishedAt} - ${jobs.startedAt})`;
  const waited = sql<number>`(${jobs.startedAt} - ${jobs.createdAt})`;
  const [counts, runs, waits] = await Promise.all([
    countEnds(db, since),
    measure(db, since, ran, gte(jobs.finishedAt, jobs.startedAt)),
    measure(db, since, waited, and(eq(jobs.attempts, 1), gte(jobs.startedAt, jobs.createdAt))),
  ]);
  const failures = new Map<string, number>();
  for (const row of counts) {
    if (row.status !== 'failed' && row.status !== 'poisoned') continue;
    const code = row.errorCode ?? 'internal';
    failures.set(code, (failures.get(code) ?? 0) + row.jobs);
  }
  const ended = (kind: JobKind, status: OverStatus) =>
    counts.filter((row) => row.kind === kind && row.status === status).reduce((sum, row) => sum + row.jobs, 0);
  return {
    byKind: forEachKind((kind) => ({
      succeeded: ended(kind, 'succeeded'),
      failed: ended(kind, 'failed'),
      canceled: ended(kind, 'canceled'),
      poisoned: ended(kind, 'poisoned'),
    })),
    failures: Object.fromEntries([...failures].sort(([, one], [, other]) => other - one)),
    runMs: timesByKind(runs),
    waitMs: timesByKind(waits),
  };
}

function timesByKind(times: Awaited<ReturnType<typeof measure>>): RecentJobs['runMs'] {
  return forEachKind((kind) => {
    const found = times.find((row) => row.kind === kind);
    return found ? { p50: found.p50, p95: found.p95, max: found.max } : null;
  });
}

async function countEnds(db: Database, since: number) {
  const { jobs } = db.tables;
  return db.orm
    .select({ kind: jobs.kind, status: jobs.status, errorCode: jobs.errorCode, jobs: count() })
    .from(jobs)
    .where(and(gte(jobs.finishedAt, since), inArray(jobs.status, [...OVER])))
    .groupBy(jobs.kind, jobs.status, jobs.errorCode);
}

/**
 * SQLite has no percentiles: jobs are numbered by how long they took, and the one at the place is taken.
 *
 * @param sane false where a clock that was set back in between makes no time at all
 */
async function measure(db: Database, since: number, took: SQL<number>, sane: SQL | undefined) {
  const { jobs } = db.tables;
  const ranked = db.orm
    .select({
      kind: jobs.kind,
      ms: took.mapWith(Number).as('ms'),
      place: sql<number>`row_number() over (partition by ${jobs.kind} order by ${took})`.as('place'),
      total: sql<number>`count(*) over (partition by ${jobs.kind})`.as('total'),
    })
    .from(jobs)
    .where(and(gte(jobs.finishedAt, since), eq(jobs.status, 'succeeded'), isNotNull(jobs.startedAt), sane))
    .as('ranked');
  // Whole numbers divide to whole numbers in both dialects: the smallest place that covers the percentage.
  const at = (percent: 50 | 95) =>
    sql<number>`min(case when ${ranked.place} = (${ranked.total} * ${sql.raw(String(percent))} + 99) / 100 then ${ranked.ms} end)`.mapWith(
      Number,
    );
  return db.orm
    .select({ kind: ranked.kind, p50: at(50), p95: at(95), max: sql<number>`max(${ranked.ms})`.mapWith(Number) })
    .from(ranked)
    .groupBy(ranked.kind);
}

function forEachKind<Value>(value: (kind: JobKind) => Value): Record<JobKind, Value> {
  return {
    probe: value('probe'),
    transcribe: value('transcribe'),
    suggest: value('suggest'),
    render: value('render'),
    model: value('model'),
    archive: value('archive'),
  };
}

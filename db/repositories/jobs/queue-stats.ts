import { and, count, countDistinct, eq, inArray, min } from 'drizzle-orm';
import { type JobKind, type JobStatus, jobKindSchema, jobStatusSchema, LIVE_JOB_STATUSES } from '#lib/shared/states.ts';
import type { Database } from '../../types.ts';

export interface QueueStats {
  readonly byStatus: Readonly<Record<JobStatus, number>>;
  /** How many wait and run, of each kind. */
  readonly byKind: Readonly<Record<JobKind, { readonly queued: number; readonly running: number }>>;
  /** Episodes with a job that waits or runs. */
  readonly liveEpisodes: number;
  /** Since when the longest waiting due or later job waits (its `runAt`, epoch milliseconds); null where none does. */
  readonly oldestRunAt: number | null;
}

/** What waits, runs and is over, counted. */
export async function queueStats(db: Database): Promise<QueueStats> {
  const { jobs } = db.tables;
  const isLive = inArray(jobs.status, [...LIVE_JOB_STATUSES]);
  const [counts, [live], [oldest]] = await Promise.all([
    db.orm.select({ kind: jobs.kind, status: jobs.status, jobs: count() }).from(jobs).groupBy(jobs.kind, jobs.status),
    db.orm
      .select({ episodes: countDistinct(jobs.episodeId) })
      .from(jobs)
      .where(isLive),
    db.orm
      .select({ runAt: min(jobs.runAt) })
      .from(jobs)
      .where(and(eq(jobs.status, 'queued'))),
  ]);
  const of = (status: JobStatus, kind?: JobKind) =>
    counts
      .filter((row) => row.status === status && (kind === undefined || row.kind === kind))
      .reduce((sum, row) => sum + row.jobs, 0);
  return {
    byStatus: record(jobStatusSchema.options, (status) => of(status)),
    byKind: record(jobKindSchema.options, (kind) => ({ queued: of('queued', kind), running: of('running', kind) })),
    liveEpisodes: live?.episodes ?? 0,
    oldestRunAt: oldest?.runAt ?? null,
  };
}

function record<Key extends string, Value>(keys: readonly Key[], value: (key: Key) => Value): Record<Key, Value> {
  return Object.fromEntries(keys.map((key) => [key, value(key)])) as Record<Key, Value>;
}

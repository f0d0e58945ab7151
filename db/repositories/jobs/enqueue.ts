import { and, eq, inArray } from 'drizzle-orm';
import { newId } from '#lib/shared/ids.ts';
import { renderPayloadSchema } from '#lib/shared/job-options.ts';
import { MAX_ATTEMPTS } from '#lib/shared/job-retry.ts';
import { type JobKind, LIVE_JOB_STATUSES } from '#lib/shared/states.ts';
import type { JobRow } from '../../rows.ts';
import type { Database, Transaction } from '../../types.ts';
import { instant } from './clock.ts';

/** A new file is looked at before anything long begins, so that a person hears of damage within seconds. */
const DEFAULT_PRIORITIES: Readonly<Record<JobKind, number>> = {
  probe: 100,
  transcribe: 0,
  suggest: 60,
  render: 0,
  model: 80,
  archive: -10,
};

export interface NewJob {
  readonly id?: string;
  readonly kind: JobKind;
  readonly episodeId: string | null;
  /** The options of the episode (`JobOptions`); for a render also its `renderId`. */
  readonly payload?: unknown;
  /** The job whose success this one follows. */
  readonly parentId?: string | null;
  /** Higher first; by default that of its kind. */
  readonly priority?: number;
  readonly maxAttempts?: number;
  /** Not before this time (epoch milliseconds). */
  readonly runAt?: number;
  /** Epoch milliseconds of the creation; the database's present by default. */
  readonly now?: number;
  /**
   * At most one queued or running job has this key. By default the kind with its render or episode;
   * null for a job of which there may be any number.
   */
  readonly dedupeKey?: string | null;
}

/** Queues a job. Answers its id, or no row where one with its dedupe key lives already, which is fine. */
export function enqueueJobStatement(tx: Transaction, job: NewJob) {
  const { jobs } = tx.tables;
  return tx.orm
    .insert(jobs)
    .values({
      id: job.id ?? newId(),
      kind: job.kind,
      episodeId: job.episodeId,
      parentId: job.parentId ?? null,
      payload: job.payload ?? {},
      status: 'queued',
      priority: job.priority ?? DEFAULT_PRIORITIES[job.kind],
      maxAttempts: job.maxAttempts ?? MAX_ATTEMPTS,
      runAt: instant(tx, job.runAt ?? job.now),
      dedupeKey: dedupeKeyOf(job),
      createdAt: instant(tx, job.now),
    })
    .onConflictDoNothing()
    .returning({ id: jobs.id });
}

/** Queues a job and answers it, or the live one with the same dedupe key. */
export async function enqueueJob(db: Database, job: NewJob): Promise<JobRow> {
  const { jobs } = db.tables;
  const key = dedupeKeyOf(job);
  for (;;) {
    const [created] = await enqueueJobStatement(db, job);
    const isIt = created
      ? eq(jobs.id, created.id)
      : and(eq(jobs.dedupeKey, key ?? ''), inArray(jobs.status, [...LIVE_JOB_STATUSES]));
    const [row] = await db.orm.select().from(jobs).where(isIt);
    if (row) return row;
    if (created || key === null) throw new Error(`The new ${job.kind} job is gone, or its id was taken`);
    // The other one ended between the two statements: now there is room for ours.
  }
}

function dedupeKeyOf(job: NewJob): string | null {
  if (job.dedupeKey !== undefined) return job.dedupeKey;
  const render = job.kind === 'render' ? renderPayloadSchema.safeParse(job.payload) : null;
  const subject = render?.success ? render.data.renderId : job.episodeId;
  return subject === null ? null : `${job.kind}:${subject}`;
}

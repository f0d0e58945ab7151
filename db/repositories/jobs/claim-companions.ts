import { and, eq, ne } from 'drizzle-orm';
import { given, runPrepared } from '../../prepared.ts';
import type { JobRow } from '../../rows.ts';
import type { Database } from '../../types.ts';
import { type ClaimOptions, isDue, takeJob } from './claim.ts';
import { nowValue } from './clock.ts';

/**
 * Takes the other shapes of a clip that wait to be rendered, so that they are made together with the one that was just
 * claimed. Each is a job of its own, with its own lease and its own end. What a worker has died over is rendered by
 * itself: it may be what it died of.
 */
export async function claimCompanions(
  db: Database,
  job: JobRow,
  options: Omit<ClaimOptions, 'kinds'>,
): Promise<JobRow[]> {
  if (job.kind !== 'render' || job.crashCount > 0) return [];
  const { jobs, renders } = db.tables;
  const [render] = await db.orm.select({ clipId: renders.clipId }).from(renders).where(eq(renders.jobId, job.id));
  if (!render) return [];
  const find = () =>
    db.orm
      .select({ id: jobs.id })
      .from(jobs)
      .innerJoin(renders, eq(renders.jobId, jobs.id))
      .where(and(eq(renders.clipId, given('clipId')), ne(jobs.id, given('jobId')), isCalm(db)));
  const found = { clipId: render.clipId, jobId: job.id, now: nowValue(db, options.now) };
  const taken: JobRow[] = [];
  for (const { id } of await runPrepared(db, 'companions', find, found)) {
    const which = () => and(eq(jobs.id, given('id')), isCalm(db));
    const other = await takeJob(db, { ...options, key: 'companion', which, values: { id } });
    if (other) taken.push(other);
  }
  return taken;
}

function isCalm(db: Database) {
  const { jobs } = db.tables;
  return and(eq(jobs.kind, 'render'), eq(jobs.crashCount, 0), isDue(db));
}

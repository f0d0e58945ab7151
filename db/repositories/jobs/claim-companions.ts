import { and, eq, ne } from 'drizzle-orm';
import type { JobRow } from '../../rows.ts';
import type { Database } from '../../types.ts';
import { type ClaimOptions, isDue, takeJob } from './claim.ts';

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
  const others = await db.orm
    .select({ id: jobs.id })
    .from(jobs)
    .innerJoin(renders, eq(renders.jobId, jobs.id))
    .where(and(eq(renders.clipId, render.clipId), ne(jobs.id, job.id), isCalm(db, options.now)));
  const taken: JobRow[] = [];
  for (const { id } of others) {
    const other = await takeJob(db, and(eq(jobs.id, id), isCalm(db, options.now)), options);
    if (other) taken.push(other);
  }
  return taken;
}

function isCalm(db: Database, at: number | undefined) {
  const { jobs } = db.tables;
  return and(eq(jobs.kind, 'render'), eq(jobs.crashCount, 0), isDue(db, at));
}

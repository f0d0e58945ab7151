import { desc, eq } from 'drizzle-orm';
import type { JobRow } from '../../rows.ts';
import type { Database } from '../../types.ts';

const LIMIT = 100;

/** Jobs that fetch speech models, newest first. */
export async function listModelJobs(db: Database): Promise<JobRow[]> {
  const { jobs } = db.tables;
  return db.orm
    .select()
    .from(jobs)
    .where(eq(jobs.kind, 'model'))
    .orderBy(desc(jobs.createdAt), desc(jobs.id))
    .limit(LIMIT);
}

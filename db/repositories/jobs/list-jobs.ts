import { desc, inArray } from 'drizzle-orm';
import type { JobStatus } from '#lib/shared/states.ts';
import type { JobRow } from '../../rows.ts';
import type { Database } from '../../types.ts';

/** Jobs of all episodes, newest first. @param options.limit 200 by default. */
export async function listJobs(
  db: Database,
  options: { statuses?: readonly JobStatus[]; limit?: number } = {},
): Promise<JobRow[]> {
  const { jobs } = db.tables;
  return db.orm
    .select()
    .from(jobs)
    .where(options.statuses && inArray(jobs.status, [...options.statuses]))
    .orderBy(desc(jobs.createdAt), desc(jobs.id))
    .limit(options.limit ?? 200);
}

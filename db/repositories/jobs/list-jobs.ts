import { and, desc, inArray, isNotNull, isNull, notInArray, or } from 'drizzle-orm';
import type { JobStatus } from '#lib/shared/states.ts';
import type { JobRow } from '../../rows.ts';
import type { Database } from '../../types.ts';

/** Jobs of all episodes outside of the trash, newest first. @param options.limit 200 by default. */
export async function listJobs(
  db: Database,
  options: { statuses?: readonly JobStatus[]; limit?: number } = {},
): Promise<JobRow[]> {
  const { jobs, episodes } = db.tables;
  const trash = db.orm.select({ id: episodes.id }).from(episodes).where(isNotNull(episodes.trashedAt));
  return db.orm
    .select()
    .from(jobs)
    .where(
      and(
        options.statuses && inArray(jobs.status, [...options.statuses]),
        or(isNull(jobs.episodeId), notInArray(jobs.episodeId, trash)),
      ),
    )
    .orderBy(desc(jobs.createdAt), desc(jobs.id))
    .limit(options.limit ?? 200);
}

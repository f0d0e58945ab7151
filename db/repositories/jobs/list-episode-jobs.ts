import { asc, eq } from 'drizzle-orm';
import type { JobRow } from '../../rows.ts';
import type { Database } from '../../types.ts';

/** All jobs of an episode, oldest first. */
export async function listEpisodeJobs(db: Database, episodeId: string): Promise<JobRow[]> {
  const { jobs } = db.tables;
  return db.orm.select().from(jobs).where(eq(jobs.episodeId, episodeId)).orderBy(asc(jobs.createdAt), asc(jobs.id));
}

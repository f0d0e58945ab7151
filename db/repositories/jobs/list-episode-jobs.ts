import { asc, eq } from 'drizzle-orm';
import { given, runPrepared } from '../../prepared.ts';
import type { JobRow } from '../../rows.ts';
import type { Database } from '../../types.ts';

/** All jobs of an episode, oldest first. */
export async function listEpisodeJobs(db: Database, episodeId: string): Promise<JobRow[]> {
  return await runPrepared(db, 'jobs of an episode', ofEpisode, { episodeId });
}

function ofEpisode({ orm, tables: { jobs } }: Database) {
  const isOf = eq(jobs.episodeId, given('episodeId'));
  return orm.select().from(jobs).where(isOf).orderBy(asc(jobs.createdAt), asc(jobs.id));
}

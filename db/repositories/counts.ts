import { count, eq, isNull } from 'drizzle-orm';
import type { EpisodeState } from '#lib/shared/states.ts';
import type { Database } from '../client.ts';
import type { UploadState } from '../schema/upload-state.ts';

/** How many episodes are in each state, without those in the trash; states without any are left out. */
export async function countEpisodes(db: Database): Promise<{ state: EpisodeState; episodes: number }[]> {
  const { episodes } = db.tables;
  return db.orm
    .select({ state: episodes.state, episodes: count() })
    .from(episodes)
    .where(isNull(episodes.trashedAt))
    .groupBy(episodes.state);
}

/** How many uploads are in each state; states without any are left out. */
export async function countUploads(db: Database): Promise<{ state: UploadState; uploads: number }[]> {
  const { uploads } = db.tables;
  return db.orm.select({ state: uploads.state, uploads: count() }).from(uploads).groupBy(uploads.state);
}

/** How many clips there are outside of the trash, and how many of them somebody rated. */
export async function countMade(db: Database): Promise<{ clips: number; ratings: number }> {
  const { clips, episodes, feedback } = db.tables;
  const seen = isNull(episodes.trashedAt);
  const [made] = await db.orm
    .select({ clips: count() })
    .from(clips)
    .innerJoin(episodes, eq(episodes.id, clips.episodeId))
    .where(seen);
  const [rated] = await db.orm
    .select({ ratings: count() })
    .from(feedback)
    .innerJoin(clips, eq(clips.id, feedback.clipId))
    .innerJoin(episodes, eq(episodes.id, clips.episodeId))
    .where(seen);
  return { clips: made?.clips ?? 0, ratings: rated?.ratings ?? 0 };
}

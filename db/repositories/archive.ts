import { and, asc, eq, inArray, isNotNull, isNull, lte, notExists } from 'drizzle-orm';
import { LIVE_JOB_STATUSES } from '#lib/shared/states.ts';
import { atomic, type Transaction } from '../atomic.ts';
import type { Database } from '../client.ts';
import type { AssetInsert, AssetRow } from '../rows.ts';
import { insertAssetStatement } from './assets.ts';

/** Work began on the episode meanwhile, or it is gone. */
class NotNow extends Error {}

/**
 * Puts the small sound in the place of an episode's source. False, and nothing is changed, where work waits or runs
 * for the episode, or it was deleted or archived meanwhile. The source's file stays for the caller to remove.
 */
export async function archiveRows(db: Database, sound: AssetInsert, now: number = Date.now()): Promise<boolean> {
  const done = await orNull(
    atomic(
      db,
      (tx) => {
        const { assets, episodes } = tx.tables;
        const free = and(
          eq(episodes.id, sound.episodeId),
          isNull(episodes.archivedAt),
          isNull(episodes.trashedAt),
          notExists(liveJobs(tx, sound.episodeId)),
        );
        return [
          tx.orm.update(episodes).set({ archivedAt: now }).where(free).returning({ id: episodes.id }),
          tx.orm.delete(assets).where(and(eq(assets.episodeId, sound.episodeId), eq(assets.kind, 'source'))),
          insertAssetStatement(tx, sound),
        ];
      },
      ([moved]) => {
        if (moved.length !== 1) throw new NotNow();
      },
    ),
  );
  return done !== null;
}

/**
 * Puts a source in the place of an archived episode's sound.
 *
 * @returns the rows of the sounds, whose files the caller removes; null where the episode is not archived any more
 */
export async function unarchiveEpisode(db: Database, source: AssetInsert): Promise<AssetRow[] | null> {
  const answers = await orNull(
    atomic(
      db,
      (tx) => {
        const { assets, episodes } = tx.tables;
        const archived = and(eq(episodes.id, source.episodeId), isNotNull(episodes.archivedAt));
        return [
          tx.orm.update(episodes).set({ archivedAt: null }).where(archived).returning({ id: episodes.id }),
          tx.orm
            .delete(assets)
            .where(and(eq(assets.episodeId, source.episodeId), eq(assets.kind, 'archive')))
            .returning(),
          insertAssetStatement(tx, source),
        ];
      },
      ([moved]) => {
        if (moved.length !== 1) throw new NotNow();
      },
    ),
  );
  return answers?.[1] ?? null;
}

/** An episode that a rule may touch. */
export interface SettledEpisode {
  readonly id: string;
  readonly title: string;
}

/**
 * Episodes that were done before a time (epoch milliseconds), where every clip is rendered and none is kept, and
 * nothing waits or runs.
 *
 * @param archived those whose source is gone already, or those that still have it
 */
export async function listSettledEpisodes(db: Database, before: number, archived: boolean): Promise<SettledEpisode[]> {
  const { episodes, clips, renders, assets } = db.tables;
  const done = db.orm
    .select({ id: renders.id })
    .from(renders)
    .where(and(eq(renders.clipId, clips.id), eq(renders.status, 'done')));
  const needed = db.orm
    .select({ id: clips.id })
    .from(clips)
    .where(and(eq(clips.episodeId, episodes.id), isNotNull(clips.keptAt)));
  const undone = db.orm
    .select({ id: clips.id })
    .from(clips)
    .where(and(eq(clips.episodeId, episodes.id), notExists(done)));
  return db.orm
    .selectDistinct({ id: episodes.id, title: episodes.title, createdAt: episodes.createdAt })
    .from(episodes)
    .innerJoin(assets, and(eq(assets.episodeId, episodes.id), eq(assets.kind, archived ? 'archive' : 'source')))
    .where(
      and(
        eq(episodes.state, 'ready'),
        isNull(episodes.trashedAt),
        archived ? lte(episodes.archivedAt, before) : and(isNull(episodes.archivedAt), lte(episodes.updatedAt, before)),
        notExists(needed),
        notExists(undone),
        notExists(liveJobs(db, episodes.id)),
      ),
    )
    .orderBy(asc(episodes.createdAt));
}

function liveJobs({ orm, tables: { jobs, episodes } }: Transaction, episodeId: string | typeof episodes.id) {
  return orm
    .select({ id: jobs.id })
    .from(jobs)
    .where(and(eq(jobs.episodeId, episodeId), inArray(jobs.status, [...LIVE_JOB_STATUSES])));
}

async function orNull<T>(run: Promise<T>): Promise<T | null> {
  try {
    return await run;
  } catch (error) {
    if (error instanceof NotNow) return null;
    throw error;
  }
}

/** Removes the row of an archived episode's sound where still nobody needs it. Null where somebody does. */
export async function removeArchivedSound(db: Database, episodeId: string, before: number): Promise<AssetRow[] | null> {
  const settled = await listSettledEpisodes(db, before, true);
  if (!settled.some((episode) => episode.id === episodeId)) return null;
  const { assets } = db.tables;
  return db.orm
    .delete(assets)
    .where(and(eq(assets.episodeId, episodeId), eq(assets.kind, 'archive')))
    .returning();
}

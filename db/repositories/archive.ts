import {
  type AnyColumn,
  and,
  asc,
  eq,
  gt,
  gte,
  inArray,
  isNotNull,
  isNull,
  lte,
  notExists,
  or,
  sql,
} from 'drizzle-orm';
import { LIVE_JOB_STATUSES } from '#lib/shared/states.ts';
import { atomic, type Transaction } from '../atomic.ts';
import type { Database } from '../client.ts';
import type { AssetInsert, AssetRow, JobRow } from '../rows.ts';
import { insertAssetStatement } from './assets.ts';

/** At most one job at a time archives an episode. */
export function archiveKey(episodeId: string): string {
  return `${ARCHIVE_KEY}${episodeId}`;
}
const ARCHIVE_KEY = 'archive:';

/** Work began on the episode meanwhile, or it is gone. */
class NotNow extends Error {}

/**
 * Puts the small sound in the place of an episode's source. False, and nothing is changed, where work waits or runs
 * for the episode, or it was deleted or archived meanwhile. The source's file stays for the caller to remove.
 *
 * @param untouchedSince also where a rule may not touch the episode (any more): epoch milliseconds
 */
export async function archiveRows(
  db: Database,
  sound: AssetInsert,
  now: number = Date.now(),
  untouchedSince?: number,
): Promise<boolean> {
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
          untouchedSince === undefined ? undefined : isSettled(tx, untouchedSince),
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
 * Episodes that nobody touched since a time (epoch milliseconds), where every clip is rendered as it is now and none is
 * kept, and nothing waits or runs.
 *
 * @param archived those whose source is gone already, or those that still have it
 */
export async function listSettledEpisodes(db: Database, before: number, archived: boolean): Promise<SettledEpisode[]> {
  const { episodes, assets } = db.tables;
  return db.orm
    .selectDistinct({ id: episodes.id, title: episodes.title, createdAt: episodes.createdAt })
    .from(episodes)
    .innerJoin(assets, and(eq(assets.episodeId, episodes.id), eq(assets.kind, archived ? 'archive' : 'source')))
    .where(
      and(
        isNull(episodes.trashedAt),
        archived ? lte(episodes.archivedAt, before) : isNull(episodes.archivedAt),
        isSettled(db, before),
        notExists(liveJobs(db, episodes.id)),
      ),
    )
    .orderBy(asc(episodes.createdAt));
}

/**
 * A condition on `episodes`: nobody touched it since, no clip is kept, and each is rendered as it is now, so that
 * nothing which was worked for needs the source.
 */
function isSettled({ orm, tables }: Transaction, before: number) {
  const { episodes, clips, renders, transcripts } = tables;
  const done = orm
    .select({ id: renders.id })
    .from(renders)
    .where(
      and(
        eq(renders.clipId, clips.id),
        eq(renders.status, 'done'),
        isNull(renders.textChangedAt),
        or(isNull(clips.editedAt), gte(renders.finishedAt, clips.editedAt)),
      ),
    );
  const needed = orm
    .select({ id: clips.id })
    .from(clips)
    .where(
      and(
        eq(clips.episodeId, episodes.id),
        or(isNotNull(clips.keptAt), gt(clips.editedAt, before), gt(clips.createdAt, before), notExists(done)),
      ),
    );
  const corrected = orm
    .select({ id: transcripts.id })
    .from(transcripts)
    .where(and(eq(transcripts.episodeId, episodes.id), gt(transcripts.editedAt, before)));
  return and(eq(episodes.state, 'ready'), lte(episodes.updatedAt, before), notExists(needed), notExists(corrected));
}

/** A condition: an archiving of the episode waits or runs, which is a job of no episode. */
export function archivingJobs({ orm, tables: { jobs } }: Transaction, episodeId: AnyColumn) {
  const key = sql`${ARCHIVE_KEY} || ${episodeId}`;
  return orm
    .select({ id: jobs.id })
    .from(jobs)
    .where(and(eq(jobs.dedupeKey, key), inArray(jobs.status, [...LIVE_JOB_STATUSES])));
}

/** The archiving of an episode that waits or runs. */
export async function listArchivingJobs({ orm, tables: { jobs } }: Database, episodeId: string): Promise<JobRow[]> {
  const live = inArray(jobs.status, [...LIVE_JOB_STATUSES]);
  return orm
    .select()
    .from(jobs)
    .where(and(eq(jobs.dedupeKey, archiveKey(episodeId)), live));
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

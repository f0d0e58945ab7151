import { and, desc, eq, inArray, isNotNull, isNull, lte } from 'drizzle-orm';
import type { EpisodeState } from '#lib/shared/states.ts';
import { atomic, type Transaction } from '../atomic.ts';
import type { Database } from '../client.ts';
import { notesSchema, objectSchema, readJsonColumn } from '../json.ts';
import { given, runPrepared } from '../prepared.ts';
import type { EpisodeInsert, EpisodeRow } from '../rows.ts';
import type { Tables } from '../schema/index.ts';

/** Fields to change; `updatedAt` is the time of the call unless given. */
export type EpisodePatch = Partial<Omit<EpisodeInsert, 'id' | 'createdAt'>>;

/** The episode, or null: also for one in the trash, which nobody but the trash knows of. */
export async function getEpisode(db: Database, id: string): Promise<EpisodeRow | null> {
  const row = await getEpisodeAnywhere(db, id);
  return row?.trashedAt === null ? row : null;
}

/** The episode, in the trash or not, or null. */
export async function getEpisodeAnywhere(db: Database, id: string): Promise<EpisodeRow | null> {
  const [row] = await runPrepared(db, 'episode', withId, { id });
  return row ? parse(row) : null;
}

function withId({ orm, tables: { episodes } }: Database) {
  return orm
    .select()
    .from(episodes)
    .where(eq(episodes.id, given('id')));
}

/** What is in the trash, thrown away last first. @param before only what was there already at this time */
export async function listTrash(db: Database, before?: number): Promise<EpisodeRow[]> {
  const { episodes } = db.tables;
  const rows = await db.orm
    .select()
    .from(episodes)
    .where(before === undefined ? isNotNull(episodes.trashedAt) : lte(episodes.trashedAt, before))
    .orderBy(desc(episodes.trashedAt), desc(episodes.id));
  return rows.map(parse);
}

/**
 * Puts an episode into the trash (epoch milliseconds) or takes it out (null), which counts as a change: rules that
 * remove what nobody touches begin to count anew. False where it is not on the other side.
 */
export async function moveToTrash(db: Database, id: string, at: number | null): Promise<boolean> {
  const { episodes } = db.tables;
  const moved = await db.orm
    .update(episodes)
    .set({ trashedAt: at, ...(at === null && { updatedAt: Date.now() }) })
    .where(and(eq(episodes.id, id), at === null ? isNotNull(episodes.trashedAt) : isNull(episodes.trashedAt)))
    .returning({ id: episodes.id });
  return moved.length > 0;
}

/** Those that there still are, in no order. */
export async function getEpisodes(db: Database, ids: readonly string[]): Promise<EpisodeRow[]> {
  if (ids.length === 0) return [];
  const { episodes } = db.tables;
  const rows = await db.orm
    .select()
    .from(episodes)
    .where(and(inArray(episodes.id, [...ids]), isNull(episodes.trashedAt)));
  return rows.map(parse);
}

/** Newest first, without what is in the trash. */
export async function listEpisodes(db: Database, options: { limit?: number } = {}): Promise<EpisodeRow[]> {
  const { episodes } = db.tables;
  const rows = await db.orm
    .select()
    .from(episodes)
    .where(isNull(episodes.trashedAt))
    .orderBy(desc(episodes.createdAt), desc(episodes.id))
    .limit(options.limit ?? 1000);
  return rows.map(parse);
}

/** The changed episode, or null where there is none. */
export async function updateEpisode(db: Database, id: string, patch: EpisodePatch): Promise<EpisodeRow | null> {
  const { episodes } = db.tables;
  const [row] = await db.orm
    .update(episodes)
    .set({ updatedAt: Date.now(), ...patch })
    .where(eq(episodes.id, id))
    .returning();
  return row ? parse(row) : null;
}

/** It was taken out of the trash meanwhile, or thrown away anew. */
class NotInTrash extends Error {}

/**
 * Deletes the episode, everything that hangs on it, its upload and what was promised to it. Files stay.
 *
 * @param trashedAt only while it is in the trash since then: else nothing is deleted
 * @returns false where there was none
 */
export async function deleteEpisode(db: Database, id: string, trashedAt?: number): Promise<boolean> {
  try {
    const [deleted] = await atomic(
      db,
      (tx) => {
        const { episodes, uploads, storageReservations } = tx.tables;
        const still = trashedAt === undefined ? undefined : eq(episodes.trashedAt, trashedAt);
        return [
          tx.orm
            .delete(episodes)
            .where(and(eq(episodes.id, id), still))
            .returning({ id: episodes.id }),
          tx.orm.delete(uploads).where(eq(uploads.id, id)),
          tx.orm.delete(storageReservations).where(eq(storageReservations.episodeId, id)),
        ];
      },
      ([gone]) => {
        if (trashedAt !== undefined && gone.length === 0) throw new NotInTrash();
      },
    );
    return deleted.length > 0;
  } catch (error) {
    if (error instanceof NotInTrash) return false;
    throw error;
  }
}

/** Fails with a unique violation where the episode exists. */
export function insertEpisodeStatement(tx: Transaction, episode: EpisodeInsert) {
  return tx.orm.insert(tx.tables.episodes).values(episode).returning({ id: tx.tables.episodes.id });
}

/** Answers one row where something changed. @param whenStates only while the episode is in one of these. */
export function updateEpisodeStatement(
  tx: Transaction,
  id: string,
  patch: EpisodePatch,
  whenStates?: readonly EpisodeState[],
) {
  const { episodes } = tx.tables;
  return tx.orm
    .update(episodes)
    .set({ updatedAt: Date.now(), ...patch })
    .where(and(eq(episodes.id, id), whenStates && inArray(episodes.state, [...whenStates])))
    .returning({ id: episodes.id });
}

function parse(row: Tables['episodes']['$inferSelect']): EpisodeRow {
  const where = { table: 'episodes', id: row.id };
  return {
    ...row,
    media: readJsonColumn({ ...where, column: 'media' }, objectSchema, row.media),
    notes: readJsonColumn({ ...where, column: 'notes' }, notesSchema, row.notes),
  };
}

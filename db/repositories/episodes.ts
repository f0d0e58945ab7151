import { and, desc, eq, inArray } from 'drizzle-orm';
import type { EpisodeState } from '#lib/shared/states.ts';
import { atomic, type Transaction } from '../atomic.ts';
import type { Database } from '../client.ts';
import { notesSchema, objectSchema, readJsonColumn } from '../json.ts';
import type { EpisodeInsert, EpisodeRow } from '../rows.ts';
import type { Tables } from '../schema/index.ts';

/** Fields to change; `updatedAt` is the time of the call unless given. */
export type EpisodePatch = Partial<Omit<EpisodeInsert, 'id' | 'createdAt'>>;

/** The episode, or null. */
export async function getEpisode(db: Database, id: string): Promise<EpisodeRow | null> {
  const [row] = await db.orm.select().from(db.tables.episodes).where(eq(db.tables.episodes.id, id));
  return row ? parse(row) : null;
}

/** Newest first. */
export async function listEpisodes(db: Database, options: { limit?: number } = {}): Promise<EpisodeRow[]> {
  const { episodes } = db.tables;
  const rows = await db.orm
    .select()
    .from(episodes)
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

/** Deletes the episode, everything that hangs on it and its upload. False where there was none. Files stay. */
export async function deleteEpisode(db: Database, id: string): Promise<boolean> {
  const [deleted] = await atomic(db, (tx) => [
    tx.orm.delete(tx.tables.episodes).where(eq(tx.tables.episodes.id, id)).returning({ id: tx.tables.episodes.id }),
    tx.orm.delete(tx.tables.uploads).where(eq(tx.tables.uploads.id, id)),
  ]);
  return deleted.length > 0;
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

import { and, eq, max } from 'drizzle-orm';
import type { Transaction } from '../atomic.ts';
import type { Database } from '../client.ts';
import type { ClipInsert, ClipRow } from '../rows.ts';

/** What can be changed on a clip by hand. */
export type ClipChange = Partial<
  Pick<ClipInsert, 'title' | 'texts' | 'keptAt' | 'editedAt' | 'startMs' | 'endMs' | 'removed' | 'framing'>
>;

/** Changes a clip. False where there is none. */
export async function updateClip(db: Database, clipId: string, change: ClipChange): Promise<boolean> {
  return (await updateClipStatement(db, clipId, change)).length > 0;
}

/** The same as a statement; answers one row where there is such a clip. */
export function updateClipStatement(tx: Transaction, clipId: string, change: ClipChange) {
  const { clips } = tx.tables;
  return tx.orm.update(clips).set(change).where(eq(clips.id, clipId)).returning({ id: clips.id });
}

/**
 * An edit of a clip as it was at this revision, which it gives the next one. Answers one row, none where somebody else
 * was first: check that before the commit.
 */
export function editClipStatement(tx: Transaction, clip: Pick<ClipRow, 'id' | 'revision'>, change: ClipChange) {
  const { clips } = tx.tables;
  return tx.orm
    .update(clips)
    .set({ ...change, revision: clip.revision + 1 })
    .where(and(eq(clips.id, clip.id), eq(clips.revision, clip.revision)))
    .returning({ id: clips.id });
}

/** Fails with a unique violation where the episode has a clip of this rank. */
export function insertClipStatement(tx: Transaction, clip: ClipInsert) {
  return tx.orm.insert(tx.tables.clips).values(clip).returning({ id: tx.tables.clips.id });
}

/** The rank after an episode's last. */
export async function nextRank(db: Database, episodeId: string): Promise<number> {
  const { clips } = db.tables;
  const [row] = await db.orm
    .select({ last: max(clips.rank) })
    .from(clips)
    .where(eq(clips.episodeId, episodeId));
  return (row?.last ?? 0) + 1;
}

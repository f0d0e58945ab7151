import { count, eq, getTableColumns, inArray, or, type SQL } from 'drizzle-orm';
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core';
import { atomic } from '../atomic.ts';
import type { Database } from '../client.ts';
import { tableNames, tableOf } from '../whole-tables.ts';

/** What rows of other tables call an episode's own. */
export interface EpisodeKeys {
  readonly episodeId: string;
  readonly clipIds: readonly string[];
  readonly transcriptIds: readonly string[];
}

/** Read before an episode goes, to count afterwards what is left of it. */
export async function episodeKeys(db: Database, episodeId: string): Promise<EpisodeKeys> {
  const { clips, transcripts } = db.tables;
  const [clipRows, transcriptRows] = await Promise.all([
    db.orm.select({ id: clips.id }).from(clips).where(eq(clips.episodeId, episodeId)),
    db.orm.select({ id: transcripts.id }).from(transcripts).where(eq(transcripts.episodeId, episodeId)),
  ]);
  return {
    episodeId,
    clipIds: clipRows.map((row) => row.id),
    transcriptIds: transcriptRows.map((row) => row.id),
  };
}

/**
 * How many rows of each table belong to an episode: found by the names of the columns, so that a table which is made
 * later is counted, too. Tables without any are left out.
 */
export async function countEpisodeRows(db: Database, keys: EpisodeKeys): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const name of tableNames()) {
    const table = tableOf(db.tables, name);
    const belongs = belongsTo(name, table, keys);
    if (!belongs) continue;
    const [row] = await db.orm.select({ rows: count() }).from(table).where(belongs);
    if (row && row.rows > 0) counts[name] = row.rows;
  }
  return counts;
}

/** What is kept when an episode goes, for learning and for the log: that goes as well. */
export async function forgetEpisode(db: Database, episodeId: string): Promise<void> {
  await atomic(db, (tx) => {
    const { clipEvents, storageLog } = tx.tables;
    return [
      tx.orm.delete(clipEvents).where(eq(clipEvents.episodeId, episodeId)),
      tx.orm.update(storageLog).set({ episodeId: null, title: null }).where(eq(storageLog.episodeId, episodeId)),
    ];
  });
}

const KEY_COLUMNS = { episodeId: 'episodeId', clipId: 'clipIds', transcriptId: 'transcriptIds' } as const;

function belongsTo(name: string, table: SQLiteTable, keys: EpisodeKeys): SQL | undefined {
  const columns: Record<string, SQLiteColumn> = getTableColumns(table);
  const own = columns.id;
  if ((name === 'episodes' || name === 'uploads') && own) return eq(own, keys.episodeId);
  const conditions: SQL[] = [];
  for (const [column, key] of Object.entries(KEY_COLUMNS)) {
    const found = columns[column];
    const values = [keys[key]].flat();
    if (found && values.length > 0) conditions.push(inArray(found, values));
  }
  return conditions.length > 0 ? or(...conditions) : undefined;
}

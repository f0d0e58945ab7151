import { asc, eq, inArray } from 'drizzle-orm';
import type { Statement, Transaction } from '../atomic.ts';
import type { Database } from '../client.ts';
import { readJsonColumn, signalsSchema } from '../json.ts';
import type { ClipInsert, ClipRow } from '../rows.ts';
import type { Tables } from '../schema/index.ts';

export interface ClipRange {
  readonly episodeId: string;
  readonly startMs: number;
  readonly endMs: number;
}

/** An episode's clips, best rank first. */
export async function listClips(db: Database, episodeId: string): Promise<ClipRow[]> {
  const { clips } = db.tables;
  const rows = await db.orm.select().from(clips).where(eq(clips.episodeId, episodeId)).orderBy(asc(clips.rank));
  return rows.map(parse);
}

/** Where the clips of several episodes lie, in one query, best rank first. */
export async function listClipRanges(db: Database, episodeIds: readonly string[]): Promise<ClipRange[]> {
  const { clips } = db.tables;
  return db.orm
    .select({ episodeId: clips.episodeId, startMs: clips.startMs, endMs: clips.endMs })
    .from(clips)
    .where(inArray(clips.episodeId, [...episodeIds]))
    .orderBy(asc(clips.episodeId), asc(clips.rank));
}

/** The clip, or null. */
export async function getClip(db: Database, id: string): Promise<ClipRow | null> {
  const [row] = await db.orm.select().from(db.tables.clips).where(eq(db.tables.clips.id, id));
  return row ? parse(row) : null;
}

/** Statements that put these clips in the place of those before, whose renders and feedback go with them. */
export function replaceClipsStatements(tx: Transaction, episodeId: string, clips: readonly ClipInsert[]): Statement[] {
  const statements: Statement[] = [tx.orm.delete(tx.tables.clips).where(eq(tx.tables.clips.episodeId, episodeId))];
  if (clips.length > 0) statements.push(tx.orm.insert(tx.tables.clips).values([...clips]));
  return statements;
}

function parse(row: Tables['clips']['$inferSelect']): ClipRow {
  const where = { table: 'clips', id: row.id, column: 'signals' };
  return { ...row, signals: readJsonColumn(where, signalsSchema, row.signals) };
}

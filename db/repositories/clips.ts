import { and, asc, eq, inArray, not } from 'drizzle-orm';
import { z } from 'zod';
import { removedSchema } from '#lib/shared/clip-edit.ts';
import { clipTextsSchema } from '#lib/shared/clips.ts';
import type { Statement, Transaction } from '../atomic.ts';
import type { Database } from '../client.ts';
import { readJsonColumn, signalsSchema } from '../json.ts';
import type { ClipInsert, ClipRow } from '../rows.ts';
import type { Tables } from '../schema/index.ts';
import { removeClipsStatements } from './clip-removal.ts';
import { isUntouched } from './clip-touched.ts';

const IDS_PER_QUERY = 500;

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

/** The titles of those of the clips that there still are, by id. */
export async function titlesOfClips(db: Database, ids: readonly string[]): Promise<Map<string, string>> {
  const { clips } = db.tables;
  const titles = new Map<string, string>();
  for (let start = 0; start < ids.length; start += IDS_PER_QUERY) {
    const some = ids.slice(start, start + IDS_PER_QUERY);
    const rows = await db.orm.select({ id: clips.id, title: clips.title }).from(clips).where(inArray(clips.id, some));
    for (const { id, title } of rows) titles.set(id, title);
  }
  return titles;
}

/** The clip, or null. */
export async function getClip(db: Database, id: string): Promise<ClipRow | null> {
  const [row] = await db.orm.select().from(db.tables.clips).where(eq(db.tables.clips.id, id));
  return row ? parse(row) : null;
}

/** The clip that this file is a render of, or null. */
export async function findClipOfVideo(db: Database, assetId: string): Promise<ClipRow | null> {
  const { clips, renders } = db.tables;
  const [row] = await db.orm
    .select({ clip: clips })
    .from(renders)
    .innerJoin(clips, eq(clips.id, renders.clipId))
    .where(eq(renders.videoAssetId, assetId));
  return row ? parse(row.clip) : null;
}

/** Those of an episode's clips that a person rated, kept, edited or set, best rank first. */
export async function listTouchedClips(db: Database, episodeId: string): Promise<ClipRow[]> {
  const { clips } = db.tables;
  const untouched = isUntouched(db);
  const rows = await db.orm
    .select()
    .from(clips)
    .where(and(eq(clips.episodeId, episodeId), untouched && not(untouched)))
    .orderBy(asc(clips.rank));
  return rows.map(parse);
}

/**
 * Statements that put these clips in the place of those that nobody touched,
 * whose renders go with them. The others stay, with the ranks from 1 on; the new
 * ones follow in their order. Fails with a unique violation where somebody
 * touched one in the meantime: then look again.
 *
 * @param touched as `listTouchedClips` answered them
 */
export function replaceClipsStatements(
  tx: Transaction,
  episodeId: string,
  clips: readonly ClipInsert[],
  touched: readonly Pick<ClipRow, 'id' | 'rank'>[] = [],
): Statement[] {
  const { clips: table } = tx.tables;
  const statements: Statement[] = removeClipsStatements(tx, and(eq(table.episodeId, episodeId), isUntouched(tx)));
  // In their order and never upwards: the place that each moves to is free.
  for (const [index, { id, rank }] of touched.entries()) {
    if (rank !== index + 1)
      statements.push(
        tx.orm
          .update(table)
          .set({ rank: index + 1 })
          .where(eq(table.id, id)),
      );
  }
  if (clips.length > 0) {
    const first = touched.length;
    statements.push(tx.orm.insert(table).values(clips.map((clip) => ({ ...clip, rank: clip.rank + first }))));
  }
  return statements;
}

function parse(row: Tables['clips']['$inferSelect']): ClipRow {
  const where = { table: 'clips', id: row.id };
  return {
    ...row,
    signals: readJsonColumn({ ...where, column: 'signals' }, signalsSchema, row.signals),
    texts: readJsonColumn({ ...where, column: 'texts' }, z.nullable(clipTextsSchema), row.texts),
    removed: readJsonColumn({ ...where, column: 'removed' }, z.nullable(removedSchema), row.removed) ?? [],
  };
}

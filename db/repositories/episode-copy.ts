import { asc, eq, inArray } from 'drizzle-orm';
import { atomic, type Statement } from '../atomic.ts';
import type { Database } from '../client.ts';
import type { AssetInsert, ClipInsert, EpisodeInsert, RenderInsert } from '../rows.ts';
import type { Tables } from '../schema/index.ts';

type Insert<Name extends keyof Tables> = Tables[Name]['$inferInsert'];

/** Rows of one insert: below what both databases take at once. */
const ROWS_PER_INSERT = 500;

/** Everything that rows tell of an episode's transcripts, clips, renders and ratings. */
export async function readEpisodeRows(db: Database, episodeId: string) {
  const { assets, transcripts, transcriptSegments, clips, renders, feedback } = db.tables;

  const [assetRows, transcriptRows, clipRows] = await Promise.all([
    db.orm.select().from(assets).where(eq(assets.episodeId, episodeId)).orderBy(asc(assets.createdAt), asc(assets.id)),
    db.orm.select().from(transcripts).where(eq(transcripts.episodeId, episodeId)).orderBy(asc(transcripts.createdAt)),
    db.orm.select().from(clips).where(eq(clips.episodeId, episodeId)).orderBy(asc(clips.rank)),
  ]);
  const transcriptIds = transcriptRows.map((row) => row.id);
  const clipIds = clipRows.map((row) => row.id);
  const [segmentRows, renderRows, feedbackRows] = await Promise.all([
    transcriptIds.length === 0
      ? []
      : db.orm
          .select()
          .from(transcriptSegments)
          .where(inArray(transcriptSegments.transcriptId, transcriptIds))
          .orderBy(asc(transcriptSegments.position)),
    clipIds.length === 0 ? [] : db.orm.select().from(renders).where(inArray(renders.clipId, clipIds)),
    clipIds.length === 0 ? [] : db.orm.select().from(feedback).where(inArray(feedback.clipId, clipIds)),
  ]);
  return {
    assets: assetRows,
    transcripts: transcriptRows,
    segments: segmentRows,
    clips: clipRows,
    renders: renderRows,
    feedback: feedbackRows,
  };
}

export interface EpisodeRows {
  readonly episode: EpisodeInsert;
  readonly assets: readonly AssetInsert[];
  readonly transcripts: readonly Insert<'transcripts'>[];
  readonly segments: readonly Insert<'transcriptSegments'>[];
  readonly clips: readonly ClipInsert[];
  readonly renders: readonly RenderInsert[];
  readonly feedback: readonly Insert<'feedback'>[];
}

/** Stores an episode with everything of it, or nothing. */
export async function insertEpisodeRows(db: Database, rows: EpisodeRows): Promise<void> {
  await atomic(db, ({ orm, tables }) => {
    const many = <Row>(all: readonly Row[], insert: (some: Row[]) => Statement): Statement[] =>
      Array.from({ length: Math.ceil(all.length / ROWS_PER_INSERT) }, (_, part) =>
        insert(all.slice(part * ROWS_PER_INSERT, (part + 1) * ROWS_PER_INSERT)),
      );
    return [
      orm.insert(tables.episodes).values(rows.episode),
      ...many(rows.assets, (some) => orm.insert(tables.assets).values(some)),
      ...many(rows.transcripts, (some) => orm.insert(tables.transcripts).values(some)),
      ...many(rows.segments, (some) => orm.insert(tables.transcriptSegments).values(some)),
      ...many(rows.clips, (some) => orm.insert(tables.clips).values(some)),
      ...many(rows.renders, (some) => orm.insert(tables.renders).values(some)),
      ...many(rows.feedback, (some) => orm.insert(tables.feedback).values(some)),
    ];
  });
}

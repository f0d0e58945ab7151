import { and, count, desc, eq, isNotNull, isNull } from 'drizzle-orm';
import type { TranscriptOrigin } from '#lib/shared/states.ts';
import type { Transaction } from '../atomic.ts';
import type { Database } from '../client.ts';

/** A transcript that another one has taken the place of. */
export interface KeptTranscript {
  readonly id: string;
  readonly origin: TranscriptOrigin;
  readonly fileName: string | null;
  readonly language: string;
  readonly model: string;
  readonly sentenceCount: number;
  readonly createdAt: number;
  readonly editedAt: number | null;
  readonly keptAt: number;
}

/** Transcripts of an episode that were put aside, last one first. */
export async function listKeptTranscripts(db: Database, episodeId: string): Promise<KeptTranscript[]> {
  const { transcripts, transcriptSegments: segments } = db.tables;
  const rows = await db.orm
    .select({
      id: transcripts.id,
      origin: transcripts.origin,
      fileName: transcripts.fileName,
      language: transcripts.language,
      model: transcripts.model,
      createdAt: transcripts.createdAt,
      editedAt: transcripts.editedAt,
      keptAt: transcripts.keptAt,
    })
    .from(transcripts)
    .where(and(eq(transcripts.episodeId, episodeId), isNotNull(transcripts.keptAt)))
    .orderBy(desc(transcripts.keptAt), desc(transcripts.id));
  const counts = await db.orm
    .select({ id: segments.transcriptId, sentences: count() })
    .from(segments)
    .innerJoin(transcripts, eq(transcripts.id, segments.transcriptId))
    .where(and(eq(transcripts.episodeId, episodeId), isNotNull(transcripts.keptAt)))
    .groupBy(segments.transcriptId);
  const countOf = new Map(counts.map((row) => [row.id, row.sentences]));
  return rows.map((row) => ({ ...row, keptAt: row.keptAt ?? 0, sentenceCount: countOf.get(row.id) ?? 0 }));
}

/** Statements that put the current transcript aside and this kept one in its place; both answer their row. */
export function swapTranscriptStatements(
  tx: Transaction,
  ids: { readonly episodeId: string; readonly currentId: string; readonly keptId: string; readonly revision: string },
  now: number,
) {
  const { transcripts } = tx.tables;
  const { episodeId, currentId, keptId, revision } = ids;
  return [
    tx.orm
      .update(transcripts)
      .set({ keptAt: now })
      .where(and(eq(transcripts.id, currentId), isNull(transcripts.keptAt)))
      .returning({ id: transcripts.id }),
    tx.orm
      .update(transcripts)
      .set({ keptAt: null, revision })
      .where(and(eq(transcripts.id, keptId), eq(transcripts.episodeId, episodeId), isNotNull(transcripts.keptAt)))
      .returning({ id: transcripts.id }),
  ] as const;
}

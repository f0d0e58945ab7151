import { and, eq, isNull } from 'drizzle-orm';
import type { TranscriptOrigin } from '#lib/shared/states.ts';
import type { Database } from '../client.ts';
import { type Note, notesSchema, readJsonColumn } from '../json.ts';

/** A transcript without its words: what an episode's head needs, however long it is. */
export interface TranscriptHead {
  readonly id: string;
  readonly language: string;
  readonly model: string;
  readonly origin: TranscriptOrigin;
  readonly notes: Note[];
  readonly createdAt: number;
}

/** The head of the episode's transcript that counts, or null. */
export async function getTranscriptHead(db: Database, episodeId: string): Promise<TranscriptHead | null> {
  const { transcripts } = db.tables;
  const [row] = await db.orm
    .select({
      id: transcripts.id,
      language: transcripts.language,
      model: transcripts.model,
      origin: transcripts.origin,
      notes: transcripts.notes,
      createdAt: transcripts.createdAt,
    })
    .from(transcripts)
    .where(and(eq(transcripts.episodeId, episodeId), isNull(transcripts.keptAt)));
  if (!row) return null;
  const where = { table: 'transcripts', id: row.id, column: 'notes' };
  return { ...row, notes: readJsonColumn(where, notesSchema, row.notes) };
}

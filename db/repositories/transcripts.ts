import { asc, eq } from 'drizzle-orm';
import { z } from 'zod';
import { newId } from '#lib/shared/ids.ts';
import { type Segment, type Transcript, type Word, wordSchema } from '#lib/shared/transcript.ts';
import type { Statement, Transaction } from '../atomic.ts';
import type { Database } from '../client.ts';
import { notesSchema, readJsonColumn } from '../json.ts';

/** Rows of one insert: SQLite takes 32,766 values a statement, PostgreSQL 65,535; a segment has 8. */
const SEGMENTS_PER_INSERT = 500;
const wordsSchema = z.array(wordSchema);

/** The transcript as it was saved, or null. */
export async function getTranscript(db: Database, episodeId: string): Promise<Transcript | null> {
  const { transcripts, transcriptSegments: segments } = db.tables;
  const [row] = await db.orm.select().from(transcripts).where(eq(transcripts.episodeId, episodeId));
  if (!row) return null;
  const rows = await db.orm
    .select()
    .from(segments)
    .where(eq(segments.transcriptId, row.id))
    .orderBy(asc(segments.position));
  return {
    language: row.language,
    durationMs: row.durationMs,
    model: row.model,
    engine: row.engine,
    segments: rows.map(({ startMs, endMs, text, speaker }) => ({ startMs, endMs, text, speaker })),
    words: rows.flatMap(({ id, words }) =>
      readJsonColumn({ table: 'transcript_segments', id, column: 'words' }, wordsSchema, words),
    ),
    notes: readJsonColumn({ table: 'transcripts', id: row.id, column: 'notes' }, notesSchema, row.notes),
  };
}

/** Statements that put this transcript in the place of the one before. */
export function saveTranscriptStatements(
  tx: Transaction,
  episodeId: string,
  transcript: Transcript,
  now: number = Date.now(),
): Statement[] {
  const { transcripts, transcriptSegments } = tx.tables;
  const { language, model, engine, durationMs, notes } = transcript;
  const id = newId();
  const statements: Statement[] = [
    tx.orm.delete(transcripts).where(eq(transcripts.episodeId, episodeId)),
    tx.orm.insert(transcripts).values({ id, episodeId, language, model, engine, durationMs, notes, createdAt: now }),
  ];
  const rows = segmentsWithWords(transcript).map(({ segment, words }, position) => ({
    id: newId(),
    transcriptId: id,
    position,
    ...segment,
    words,
  }));
  for (let start = 0; start < rows.length; start += SEGMENTS_PER_INSERT) {
    statements.push(tx.orm.insert(transcriptSegments).values(rows.slice(start, start + SEGMENTS_PER_INSERT)));
  }
  return statements;
}

/** Each word goes to the last segment that has begun, so reading them in order gives the same list again. */
function segmentsWithWords({ segments, words }: Transcript): { segment: Segment; words: Word[] }[] {
  const rows = (segments.length > 0 ? segments : wholeText(words)).map(({ startMs, endMs, text, speaker }) => ({
    segment: { startMs, endMs, text, speaker },
    words: [] as Word[],
  }));
  let at = 0;
  for (const word of words) {
    while ((rows[at + 1]?.segment.startMs ?? Number.POSITIVE_INFINITY) <= word.startMs) at += 1;
    rows[at]?.words.push(word);
  }
  return rows;
}

/** Words without any segment: one that holds them all, so that none is lost. */
function wholeText(words: readonly Word[]): Segment[] {
  const [first] = words;
  const last = words.at(-1);
  if (!first || !last) return [];
  const text = words.map((word) => word.text.trim()).join(' ');
  return [{ startMs: first.startMs, endMs: Math.max(first.startMs, last.endMs), text, speaker: null }];
}

import { and, asc, eq, isNotNull, isNull, type SQL } from 'drizzle-orm';
import { z } from 'zod';
import { newId } from '#lib/shared/ids.ts';
import type { TranscriptOrigin } from '#lib/shared/states.ts';
import { type Sentence, segmentOf, sentencesOfTranscript } from '#lib/shared/transcript/sentence.ts';
import { type Transcript, wordSchema } from '#lib/shared/transcript.ts';
import type { Statement, Transaction } from '../atomic.ts';
import type { Database } from '../client.ts';
import { type Note, notesSchema, readJsonColumn } from '../json.ts';

/** Rows of one insert: SQLite takes 32,766 values a statement, PostgreSQL 65,535; a segment has 8. */
const SEGMENTS_PER_INSERT = 500;
const wordsSchema = z.array(wordSchema);

/** The transcript that counts, with what is known about it. */
export interface TranscriptDocument {
  readonly id: string;
  /** Changes with every change of the text. */
  readonly revision: string;
  readonly origin: TranscriptOrigin;
  readonly fileName: string | null;
  readonly editedAt: number | null;
  readonly createdAt: number;
  readonly language: string;
  readonly model: string;
  readonly engine: string;
  readonly durationMs: number;
  readonly notes: Note[];
  readonly sentences: Sentence[];
}

/** How a transcript comes about. */
export interface SaveTranscriptOptions {
  readonly now?: number;
  readonly origin?: TranscriptOrigin;
  /** Of an import. */
  readonly fileName?: string | null;
  /** What the engine was told. */
  readonly settings?: unknown;
  /** Put the one before aside also where nobody has touched it. */
  readonly keepBefore?: boolean;
}

/** The transcript as it was saved, or null. */
export async function getTranscript(db: Database, episodeId: string): Promise<Transcript | null> {
  const document = await getTranscriptDocument(db, episodeId);
  if (!document) return null;
  const { language, durationMs, model, engine, notes, sentences } = document;
  return {
    ...{ language, durationMs, model, engine, notes },
    segments: sentences.map(segmentOf),
    words: sentences.flatMap((sentence) => sentence.words),
  };
}

/** The transcript that counts, sentence by sentence, or null. */
export async function getTranscriptDocument(db: Database, episodeId: string): Promise<TranscriptDocument | null> {
  const { transcripts } = db.tables;
  return readDocument(db, and(eq(transcripts.episodeId, episodeId), isNull(transcripts.keptAt)));
}

/** One of the episode's that was put aside, or null. */
export async function getKeptTranscript(
  db: Database,
  episodeId: string,
  id: string,
): Promise<TranscriptDocument | null> {
  const { transcripts } = db.tables;
  const kept = and(eq(transcripts.id, id), eq(transcripts.episodeId, episodeId), isNotNull(transcripts.keptAt));
  return readDocument(db, kept);
}

async function readDocument(db: Database, where: SQL | undefined): Promise<TranscriptDocument | null> {
  const { transcripts, transcriptSegments: segments } = db.tables;
  const [row] = await db.orm.select().from(transcripts).where(where);
  if (!row) return null;
  const rows = await db.orm
    .select()
    .from(segments)
    .where(eq(segments.transcriptId, row.id))
    .orderBy(asc(segments.position));
  const { id, origin, fileName, editedAt, createdAt, language, durationMs, model, engine } = row;
  return {
    ...{ id, origin, fileName, editedAt, createdAt, language, durationMs, model, engine },
    revision: row.revision ?? id,
    notes: readJsonColumn({ table: 'transcripts', id, column: 'notes' }, notesSchema, row.notes),
    sentences: rows.map(({ id, startMs, endMs, text, speaker, words }) => ({
      ...{ startMs, endMs, text, speaker },
      words: readJsonColumn({ table: 'transcript_segments', id, column: 'words' }, wordsSchema, words),
    })),
  };
}

/**
 * Statements that put this transcript in the place of the one before. That one
 * goes; but where a person has changed or given it, it is put aside and can be
 * had back (transcript-versions.ts).
 */
export function saveTranscriptStatements(
  tx: Transaction,
  episodeId: string,
  transcript: Transcript,
  options: SaveTranscriptOptions = {},
): Statement[] {
  const { transcripts } = tx.tables;
  const { language, model, engine, durationMs, notes } = transcript;
  const { now = Date.now(), origin = 'speech', fileName = null, settings = null, keepBefore = false } = options;
  const current = and(eq(transcripts.episodeId, episodeId), isNull(transcripts.keptAt));
  const untouched = and(current, isNull(transcripts.editedAt), eq(transcripts.origin, 'speech'));
  const id = newId();
  return [
    ...(keepBefore ? [] : [tx.orm.delete(transcripts).where(untouched)]),
    tx.orm.update(transcripts).set({ keptAt: now }).where(current),
    tx.orm.insert(transcripts).values({
      ...{ id, episodeId, language, model, engine, durationMs, notes, origin, fileName, settings },
      createdAt: now,
    }),
    ...insertSentencesStatements(tx, id, sentencesOfTranscript(transcript), 0),
  ];
}

/** Statements that add sentences from this place on. */
export function insertSentencesStatements(
  tx: Transaction,
  transcriptId: string,
  sentences: readonly Sentence[],
  firstPosition: number,
): Statement[] {
  const rows = sentences.map((sentence, index) => ({
    ...{ id: newId(), transcriptId, position: firstPosition + index },
    ...segmentOf(sentence),
    words: sentence.words,
  }));
  const statements: Statement[] = [];
  for (let start = 0; start < rows.length; start += SEGMENTS_PER_INSERT) {
    statements.push(tx.orm.insert(tx.tables.transcriptSegments).values(rows.slice(start, start + SEGMENTS_PER_INSERT)));
  }
  return statements;
}

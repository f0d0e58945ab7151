import { and, asc, desc, eq, gte, inArray, isNotNull, isNull, lte } from 'drizzle-orm';
import { z } from 'zod';
import { newId } from '#lib/shared/ids.ts';
import { applyHunks, type Hunk, hunkSchema, type Sentence } from '#lib/shared/transcript/sentence.ts';
import type { Statement, Transaction } from '../atomic.ts';
import type { Database } from '../client.ts';
import { readJsonColumn } from '../json.ts';
import { insertSentencesStatements } from './transcripts.ts';

/** How many changes can be taken back; older ones stay in the text. */
export const CHANGES_KEPT = 500;
const POSITIONS_PER_DELETE = 500;
const hunksSchema = z.array(hunkSchema);

/** One change by hand. */
export interface TranscriptChange {
  readonly id: string;
  readonly position: number;
  readonly kind: string;
  readonly hunks: Hunk[];
}

/** What can be taken back and what can be done again, by kind, without the text; null for nothing. */
export interface ChangeHeads {
  readonly undo: string | null;
  readonly redo: string | null;
  /** Of the newest one. */
  readonly lastPosition: number;
}

/** What stands next on both sides of a transcript's history. */
export async function getChangeHeads(db: Database, transcriptId: string): Promise<ChangeHeads> {
  const { transcriptChanges: changes } = db.tables;
  const rows = await db.orm
    .select({ position: changes.position, kind: changes.kind, undoneAt: changes.undoneAt })
    .from(changes)
    .where(eq(changes.transcriptId, transcriptId))
    .orderBy(asc(changes.position));
  return {
    undo: rows.findLast((row) => row.undoneAt === null)?.kind ?? null,
    redo: rows.find((row) => row.undoneAt !== null)?.kind ?? null,
    lastPosition: rows.at(-1)?.position ?? 0,
  };
}

/** The change that an undo or redo is about, or null. */
export async function nextChange(
  db: Database,
  transcriptId: string,
  direction: 'undo' | 'redo',
): Promise<TranscriptChange | null> {
  const { transcriptChanges: changes } = db.tables;
  const done = direction === 'undo';
  const [row] = await db.orm
    .select()
    .from(changes)
    .where(and(eq(changes.transcriptId, transcriptId), done ? isNull(changes.undoneAt) : isNotNull(changes.undoneAt)))
    .orderBy(done ? desc(changes.position) : asc(changes.position))
    .limit(1);
  if (!row) return null;
  const { id, position, kind, hunks } = row;
  return {
    ...{ id, position, kind },
    hunks: readJsonColumn({ table: 'transcript_changes', id, column: 'hunks' }, hunksSchema, hunks),
  };
}

/**
 * Gives the transcript its next revision. Answers one row, none where it has
 * been changed or put aside since it was read: check that before the commit.
 */
export function touchTranscriptStatement(
  tx: Transaction,
  document: { readonly id: string; readonly revision: string },
  now: number,
) {
  const { transcripts } = tx.tables;
  const { id, revision } = document;
  const same = revision === id ? isNull(transcripts.revision) : eq(transcripts.revision, revision);
  return tx.orm
    .update(transcripts)
    .set({ revision: newId(), editedAt: now })
    .where(and(eq(transcripts.id, id), isNull(transcripts.keptAt), same))
    .returning({ revision: transcripts.revision });
}

/** Statements that keep a new change: what was undone before it cannot be done again, the oldest is let go. */
export function recordChangeStatements(
  tx: Transaction,
  transcriptId: string,
  change: { readonly kind: string; readonly hunks: readonly Hunk[]; readonly position: number },
  now: number,
): Statement[] {
  const { transcriptChanges: changes } = tx.tables;
  const own = eq(changes.transcriptId, transcriptId);
  return [
    tx.orm.delete(changes).where(and(own, isNotNull(changes.undoneAt))),
    tx.orm.delete(changes).where(and(own, lte(changes.position, change.position - CHANGES_KEPT))),
    tx.orm.insert(changes).values({ id: newId(), transcriptId, ...change, createdAt: now }),
  ];
}

/** Marks a change as taken back, or as done again with null. */
export function markChangeStatement(tx: Transaction, id: string, undoneAt: number | null): Statement {
  const { transcriptChanges: changes } = tx.tables;
  return tx.orm.update(changes).set({ undoneAt }).where(eq(changes.id, id));
}

/** Statements that write only what the hunks change, and everything behind them where the number changes. */
export function rewriteSentencesStatements(
  tx: Transaction,
  transcriptId: string,
  sentences: readonly Sentence[],
  hunks: readonly Hunk[],
): Statement[] {
  const { transcriptSegments: segments } = tx.tables;
  const own = eq(segments.transcriptId, transcriptId);
  const first = hunks[0]?.at;
  if (first === undefined) return [];
  if (hunks.some((hunk) => hunk.removed.length !== hunk.inserted.length)) {
    const rest = applyHunks(sentences, hunks).slice(first);
    return [
      tx.orm.delete(segments).where(and(own, gte(segments.position, first))),
      ...insertSentencesStatements(tx, transcriptId, rest, first),
    ];
  }
  const positions = hunks.flatMap((hunk) => hunk.removed.map((_, index) => hunk.at + index));
  const statements: Statement[] = [];
  for (let start = 0; start < positions.length; start += POSITIONS_PER_DELETE) {
    const some = positions.slice(start, start + POSITIONS_PER_DELETE);
    statements.push(tx.orm.delete(segments).where(and(own, inArray(segments.position, some))));
  }
  return [
    ...statements,
    ...hunks.flatMap((hunk) => insertSentencesStatements(tx, transcriptId, hunk.inserted, hunk.at)),
  ];
}

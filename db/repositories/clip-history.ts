import { and, asc, desc, eq, isNotNull, isNull, lte } from 'drizzle-orm';
import { z } from 'zod';
import { type ClipChangeKind, type ClipState, clipChangeKindSchema, clipStateSchema } from '#lib/shared/clip-edit.ts';
import { newId } from '#lib/shared/ids.ts';
import type { Statement, Transaction } from '../atomic.ts';
import type { Database } from '../client.ts';
import { readJsonColumn } from '../json.ts';

/** How many changes of a clip can be taken back. */
export const CLIP_CHANGES_KEPT = 200;

/** One change by hand: the parts that it was about, as they were and as they are. */
export interface StoredClipChange {
  readonly id: string;
  readonly kind: ClipChangeKind;
  readonly before: ClipState;
  readonly after: ClipState;
}

/** What can be taken back and what can be done again; null for nothing. */
export interface ClipChangeHeads {
  readonly undo: ClipChangeKind | null;
  readonly redo: ClipChangeKind | null;
  /** Of the newest one. */
  readonly lastPosition: number;
  /** Of the one that would be taken back; 0 for none. */
  readonly historyAt: number;
}

/** What stands next on both sides of a clip's history. */
export async function getClipChangeHeads(db: Database, clipId: string): Promise<ClipChangeHeads> {
  const { clipChanges: changes } = db.tables;
  const rows = await db.orm
    .select({ position: changes.position, kind: changes.kind, undoneAt: changes.undoneAt })
    .from(changes)
    .where(eq(changes.clipId, clipId))
    .orderBy(asc(changes.position));
  const kindOf = (row: { kind: string } | undefined) =>
    z.catch(z.nullable(clipChangeKindSchema), null).parse(row?.kind ?? null);
  const done = rows.findLast((row) => row.undoneAt === null);
  return {
    undo: kindOf(done),
    historyAt: done?.position ?? 0,
    redo: kindOf(rows.find((row) => row.undoneAt !== null)),
    lastPosition: rows.at(-1)?.position ?? 0,
  };
}

/** The change that an undo or redo is about, or null. */
export async function nextClipChange(
  db: Database,
  clipId: string,
  direction: 'undo' | 'redo',
): Promise<StoredClipChange | null> {
  const { clipChanges: changes } = db.tables;
  const done = direction === 'undo';
  const [row] = await db.orm
    .select()
    .from(changes)
    .where(and(eq(changes.clipId, clipId), done ? isNull(changes.undoneAt) : isNotNull(changes.undoneAt)))
    .orderBy(done ? desc(changes.position) : asc(changes.position))
    .limit(1);
  if (!row) return null;
  const where = { table: 'clip_changes', id: row.id };
  return {
    id: row.id,
    kind: readJsonColumn({ ...where, column: 'kind' }, clipChangeKindSchema, row.kind),
    before: readJsonColumn({ ...where, column: 'before' }, clipStateSchema, row.before),
    after: readJsonColumn({ ...where, column: 'after' }, clipStateSchema, row.after),
  };
}

/** Statements that keep a new change: what was undone before it cannot be done again, the oldest is let go. */
export function recordClipChangeStatements(
  tx: Transaction,
  clipId: string,
  change: Omit<StoredClipChange, 'id'> & { readonly position: number },
  now: number,
): Statement[] {
  const { clipChanges: changes } = tx.tables;
  const own = eq(changes.clipId, clipId);
  return [
    tx.orm.delete(changes).where(and(own, isNotNull(changes.undoneAt))),
    tx.orm.delete(changes).where(and(own, lte(changes.position, change.position - CLIP_CHANGES_KEPT))),
    tx.orm.insert(changes).values({ id: newId(), clipId, ...change, createdAt: now }),
  ];
}

/** Marks a change as taken back, or as done again with null. */
export function markClipChangeStatement(tx: Transaction, id: string, undoneAt: number | null): Statement {
  const { clipChanges: changes } = tx.tables;
  return tx.orm.update(changes).set({ undoneAt }).where(eq(changes.id, id));
}

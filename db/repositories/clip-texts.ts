import { and, eq, inArray } from 'drizzle-orm';
import type { Statement, Transaction } from '../atomic.ts';

/** A clip whose words were changed. */
export interface ClipText {
  readonly id: string;
  readonly text: string;
}

/** Statements by which clips follow the transcript: their text, and the mark on renders that show the old one. */
export function followTextStatements(tx: Transaction, changed: readonly ClipText[], now: number): Statement[] {
  if (changed.length === 0) return [];
  const { clips, renders } = tx.tables;
  const ids = changed.map((clip) => clip.id);
  return [
    ...changed.map(({ id, text }) =>
      tx.orm
        .update(clips)
        .set({ text })
        .where(and(eq(clips.id, id))),
    ),
    tx.orm.update(renders).set({ textChangedAt: now }).where(inArray(renders.clipId, ids)),
  ];
}

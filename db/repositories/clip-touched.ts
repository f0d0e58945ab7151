import { and, eq, isNotNull, isNull, notExists, or } from 'drizzle-orm';
import type { Transaction } from '../types.ts';

/** A condition on `clips`: nobody rated, kept, edited, framed or set it, so that another search may replace it. */
export function isUntouched(tx: Pick<Transaction, 'orm' | 'tables'>) {
  const { clips, feedback } = tx.tables;
  const rated = tx.orm
    .select({ id: feedback.id })
    .from(feedback)
    .where(
      and(
        eq(feedback.clipId, clips.id),
        or(isNotNull(feedback.stars), isNotNull(feedback.thumb), isNotNull(feedback.comment)),
      ),
    );
  return and(
    eq(clips.origin, 'suggested'),
    isNull(clips.keptAt),
    isNull(clips.editedAt),
    isNull(clips.framing),
    notExists(rated),
  );
}

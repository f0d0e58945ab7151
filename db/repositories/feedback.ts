import { and, eq, inArray } from 'drizzle-orm';
import { z } from 'zod';
import { AppError } from '#lib/server/app-error.ts';
import { type FeedbackPut, type FeedbackView, feedbackReasonSchema } from '#lib/shared/api/clips.ts';
import { newId } from '#lib/shared/ids.ts';
import type { Database } from '../client.ts';
import { isForeignKeyViolation } from '../errors.ts';
import { readJsonColumn } from '../json.ts';
import type { Tables } from '../schema/index.ts';

const LOCAL_USER = 'local';

/** The user's feedback by clip id; clips without any are not in the map. */
export async function getFeedback(
  db: Database,
  clipIds: readonly string[],
  user: string = LOCAL_USER,
): Promise<Map<string, FeedbackView>> {
  const { feedback } = db.tables;
  const rows = await db.orm
    .select()
    .from(feedback)
    .where(and(inArray(feedback.clipId, [...clipIds]), eq(feedback.user, user)));
  return new Map(rows.map((row) => [row.clipId, view(row)]));
}

/**
 * Sets what is given, takes back what is null, keeps the rest.
 *
 * @throws AppError `clip_not_found`.
 */
export async function putFeedback(
  db: Database,
  clipId: string,
  change: FeedbackPut,
  options: { user?: string; now?: number } = {},
): Promise<FeedbackView> {
  const { feedback } = db.tables;
  const now = options.now ?? Date.now();
  const user = options.user ?? LOCAL_USER;
  const values = { ...change, thumb: thumbNumber(change.thumb) };
  try {
    const [row] = await db.orm
      .insert(feedback)
      .values({ ...values, id: newId(), clipId, user, createdAt: now, updatedAt: now })
      .onConflictDoUpdate({ target: [feedback.clipId, feedback.user], set: { ...values, updatedAt: now } })
      .returning();
    if (!row) throw new Error('An upsert answered no row');
    return view(row);
  } catch (error) {
    if (isForeignKeyViolation(error)) throw new AppError('clip_not_found', { cause: error });
    throw error;
  }
}

function thumbNumber(thumb: FeedbackPut['thumb']): number | null | undefined {
  if (thumb === undefined || thumb === null) return thumb;
  return thumb === 'up' ? 1 : -1;
}

function view(row: Tables['feedback']['$inferSelect']): FeedbackView {
  const where = { table: 'feedback', id: row.id, column: 'reason' };
  return {
    stars: row.stars,
    thumb: row.thumb === null ? null : row.thumb > 0 ? 'up' : 'down',
    reason: readJsonColumn(where, z.nullable(feedbackReasonSchema), row.reason),
    comment: row.comment,
  };
}

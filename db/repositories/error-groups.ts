import { and, desc, gte, inArray, lt, lte, sql } from 'drizzle-orm';
import { z } from 'zod';
import { type ErrorExample, errorExampleSchema } from '#lib/shared/api/errors.ts';
import { readJsonColumn } from '../json.ts';
import type { Database } from '../types.ts';

/** A damaged one is no reason to show none. */
const exampleSchema = z.nullable(errorExampleSchema).catch(null);

/** Failures of one group since the last time that they were written. */
export interface ErrorOccurrences {
  readonly id: string;
  readonly code: string;
  readonly place: string;
  readonly source: string;
  readonly count: number;
  readonly firstSeenAt: number;
  readonly lastSeenAt: number;
  readonly example: ErrorExample;
}

export interface ErrorGroupRow extends Omit<ErrorOccurrences, 'example'> {
  readonly seenAt: number | null;
  readonly example: ErrorExample | null;
}

/** Adds to the group, or begins it. Any number of processes may do so at once. */
export async function addToErrorGroup(db: Database, failure: ErrorOccurrences): Promise<void> {
  const { errorGroups } = db.tables;
  await db.orm
    .insert(errorGroups)
    .values(failure)
    .onConflictDoUpdate({
      target: errorGroups.id,
      set: {
        count: sql`${errorGroups.count} + ${failure.count}`,
        lastSeenAt: failure.lastSeenAt,
        example: failure.example,
      },
    });
}

/** Groups that failed since this time (epoch milliseconds), the last one first; at most 500. */
export async function listErrorGroups(db: Database, sinceMs: number): Promise<ErrorGroupRow[]> {
  const { errorGroups } = db.tables;
  const rows = await db.orm
    .select()
    .from(errorGroups)
    .where(gte(errorGroups.lastSeenAt, sinceMs))
    .orderBy(desc(errorGroups.lastSeenAt), desc(errorGroups.id))
    .limit(500);
  return rows.map((row) => {
    const where = { table: 'error_groups', id: row.id, column: 'example' };
    return { ...row, example: readJsonColumn(where, exampleSchema, row.example) };
  });
}

/** @param ids these, or all where none are given; only what failed up to `now`, which the reader has seen */
export async function markErrorGroupsSeen(
  db: Database,
  ids: readonly string[] | undefined,
  now: number,
): Promise<void> {
  const { errorGroups } = db.tables;
  const chosen = ids === undefined ? undefined : inArray(errorGroups.id, [...ids]);
  await db.orm
    .update(errorGroups)
    .set({ seenAt: now })
    .where(and(chosen, lte(errorGroups.lastSeenAt, now)));
}

/** Forgets what has not failed since this time (epoch milliseconds). */
export async function removeOldErrorGroups(db: Database, beforeMs: number): Promise<void> {
  const { errorGroups } = db.tables;
  await db.orm.delete(errorGroups).where(lt(errorGroups.lastSeenAt, beforeMs));
}

import { and, eq, inArray, isNotNull, type SQL } from 'drizzle-orm';
import type { Statement, Transaction } from '../atomic.ts';
import { instant } from './jobs/clock.ts';

const FILES = ['videoAssetId', 'srtAssetId', 'vttAssetId', 'posterAssetId'] as const;
type RenderColumn = (typeof FILES)[number] | 'jobId';

/**
 * Statements that remove the clips for which the condition holds, with all that
 * hangs on them: their renders that wait end, those that run are told, and the
 * rows of their files go, so that the clean-up removes the files.
 */
export function removeClipsStatements(tx: Transaction, condition: SQL | undefined, now?: number): Statement[] {
  const { assets, clips, jobs, renders } = tx.tables;
  const gone = tx.orm.select({ id: clips.id }).from(clips).where(condition);
  const rendersOf = (column: RenderColumn) =>
    tx.orm
      .select({ id: renders[column] })
      .from(renders)
      .where(and(inArray(renders.clipId, gone), isNotNull(renders[column])));
  const isRender = and(eq(jobs.kind, 'render'), inArray(jobs.id, rendersOf('jobId')));
  return [
    tx.orm
      .update(jobs)
      .set({ status: 'canceled', errorCode: 'job_canceled', finishedAt: instant(tx, now) })
      .where(and(isRender, eq(jobs.status, 'queued'))),
    tx.orm
      .update(jobs)
      .set({ cancelRequestedAt: instant(tx, now) })
      .where(and(isRender, eq(jobs.status, 'running'))),
    ...FILES.map((column) => tx.orm.delete(assets).where(inArray(assets.id, rendersOf(column)))),
    tx.orm.delete(clips).where(condition),
  ];
}

/** The same for one clip. */
export function removeClipStatements(tx: Transaction, clipId: string, now?: number): Statement[] {
  return removeClipsStatements(tx, eq(tx.tables.clips.id, clipId), now);
}

import { and, eq, exists, inArray, ne } from 'drizzle-orm';
import { renderPayloadSchema } from '#lib/shared/job-options.ts';
import type { EpisodeState } from '#lib/shared/states.ts';
import type { JobRow } from '../../rows.ts';
import type { Statement, Transaction } from '../../types.ts';
import { updateEpisodeStatement } from '../episodes.ts';
import { settleRenderStatements, updateRenderStatement } from '../renders.ts';
import { isHeld, type Lease } from './lease.ts';

/** What the transitions of a job mean for its episode and its render, in one place. */

export interface JobEnd {
  readonly status: 'failed' | 'canceled';
  readonly errorCode: string;
  /** What a person may read besides the code's own texts. */
  readonly errorMessage: string | null;
}

const UNDER_WAY: readonly EpisodeState[] = ['queued', 'processing'];

/**
 * For a job that ended without a result: a step that the episode needs ends the episode too; a render
 * ends its own row, and the last of an episode's renders makes the episode ready.
 */
export function endedStatements(tx: Transaction, job: JobRow, end: JobEnd, now: number = Date.now()): Statement[] {
  const { episodeId } = job;
  if (episodeId === null) return [];
  if (job.kind !== 'render') {
    const ended = updateEpisodeStatement(tx, episodeId, { state: end.status, updatedAt: now }, UNDER_WAY);
    // A search that was called off leaves the clips that were there before it.
    return job.kind === 'suggest' && end.status === 'canceled' ? [readyWithClips(tx, episodeId, now), ended] : [ended];
  }
  const renderId = renderIdOf(job);
  return renderId === null ? [] : settleRenderStatements(tx, episodeId, renderId, end, now);
}

function readyWithClips(tx: Transaction, episodeId: string, now: number): Statement {
  const { clips, episodes } = tx.tables;
  const some = exists(tx.orm.select({ id: clips.id }).from(clips).where(eq(clips.episodeId, episodeId)));
  const underWay = and(eq(episodes.id, episodeId), inArray(episodes.state, [...UNDER_WAY]), some);
  return tx.orm.update(episodes).set({ state: 'ready', updatedAt: now }).where(underWay);
}

/** For a job that goes back into the queue by itself. */
export function requeuedStatements(tx: Transaction, job: JobRow): Statement[] {
  const renderId = renderIdOf(job);
  return renderId === null ? [] : [updateRenderStatement(tx, renderId, { status: 'queued' })];
}

/** For a job that a person starts again. */
export function retriedStatements(tx: Transaction, job: JobRow, now: number = Date.now()): Statement[] {
  if (job.episodeId === null) return [];
  const renderId = renderIdOf(job);
  const state: EpisodeState = job.kind === 'render' ? 'processing' : 'queued';
  const statements: Statement[] = [updateEpisodeStatement(tx, job.episodeId, { state, updatedAt: now })];
  if (renderId !== null) {
    const fresh = { status: 'queued', jobId: job.id, errorCode: null, errorMessage: null, finishedAt: null } as const;
    statements.push(updateRenderStatement(tx, renderId, fresh));
  }
  return statements;
}

/**
 * For a job that was just claimed. Each changes something only while that claim holds, so that a worker
 * which slept between the claim and this does no harm.
 */
export function startedStatements(tx: Transaction, job: JobRow, lease: Lease, now: number = Date.now()): Statement[] {
  if (job.episodeId === null) return [];
  const { episodes, jobs, renders } = tx.tables;
  const claimed = exists(tx.orm.select({ id: jobs.id }).from(jobs).where(isHeld(tx, lease)));
  const waiting = and(eq(episodes.id, job.episodeId), eq(episodes.state, 'queued'), claimed);
  const statements: Statement[] = [tx.orm.update(episodes).set({ state: 'processing', updatedAt: now }).where(waiting)];
  const renderId = renderIdOf(job);
  if (renderId !== null) {
    const unfinished = and(eq(renders.id, renderId), ne(renders.status, 'done'), claimed);
    statements.push(tx.orm.update(renders).set({ status: 'running', jobId: job.id }).where(unfinished));
  }
  return statements;
}

function renderIdOf(job: JobRow): string | null {
  if (job.kind !== 'render') return null;
  const payload = renderPayloadSchema.safeParse(job.payload);
  return payload.success ? payload.data.renderId : null;
}

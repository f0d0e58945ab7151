import { atomic } from '#db/atomic.ts';
import { isUniqueViolation } from '#db/errors.ts';
import { framedOf, framingOf } from '#db/repositories/clip-framing.ts';
import { getEpisode, updateEpisodeStatement } from '#db/repositories/episodes.ts';
import { enqueueJobStatement } from '#db/repositories/jobs/enqueue.ts';
import { getJob } from '#db/repositories/jobs/get-job.ts';
import { amendJob, restartJob } from '#db/repositories/jobs/restart.ts';
import { retryJob } from '#db/repositories/jobs/retry.ts';
import { findRender, insertRenderStatement, lookOf, updateRenderStatement } from '#db/repositories/renders.ts';
import type { ClipRow, RenderRow } from '#db/rows.ts';
import type { Database, Transaction } from '#db/types.ts';
import type { RenderView } from '#lib/shared/api/clips.ts';
import { isSameFraming } from '#lib/shared/framing.ts';
import { newId } from '#lib/shared/ids.ts';
import { ASKED_RENDER_PRIORITY } from '#lib/shared/job-options.ts';
import type { Aspect, Tighten } from '#lib/shared/states.ts';
import { isSameLook, type Look } from '#lib/shared/styles/looks.ts';
import { AppError } from '../../app-error.ts';
import type { AppContext } from '../../context.ts';
import { refuseArchived } from '../episodes/episodes.ts';
import { viewRender } from './clip-views.ts';
import { requireClip } from './clips.ts';
import { changesSince } from './render-age.ts';

/** What a person chose for a render. */
export interface RenderChoice {
  readonly look?: Look | null;
  readonly tighten?: Tighten;
  /** Also where nothing of it has changed: with the brand as it is now. */
  readonly again?: boolean;
}

/** So often is looked again where something came in between. */
const ROUNDS = 5;

/**
 * Has a clip rendered in an aspect. One that is there, waits or runs is answered as it is, unless it is to look
 * different, its words were changed, or it is asked for again: then it is made anew (its file stays until the new one
 * is there). One that runs is begun anew where it would not show what is wanted now: answered as `running`, it will.
 * One that failed or was canceled is tried again.
 *
 * @param choice what it is to be like; what is not named stays as it was
 * @throws AppError `clip_not_found`
 */
export async function requestRender(
  context: AppContext,
  clipId: string,
  aspect: Aspect,
  choice: RenderChoice = {},
): Promise<RenderView> {
  const db = await context.database();
  for (let round = 0; round < ROUNDS; round += 1) {
    const clip = await requireClip(db, clipId);
    refuseArchived(await getEpisode(db, clip.episodeId));
    if (await settleRequest(db, clip, aspect, choice)) break;
  }
  const [clip, render] = [await requireClip(db, clipId), await findRender(db, clipId, aspect)];
  if (!render) throw new AppError('clip_not_found');
  return viewRender(clip, render);
}

/** False where somebody changed it in between (a worker that begins or ends it, another page): nothing was written. */
async function settleRequest(
  db: Database,
  clip: ClipRow,
  aspect: Aspect,
  { again = false, ...chosen }: RenderChoice,
): Promise<boolean> {
  const existing = await findRender(db, clip.id, aspect);
  if (!existing) return await createRender(db, clip, aspect, chosen);
  if (existing.status === 'queued' || existing.status === 'running') {
    return await changeLiveRender(db, clip, existing, chosen);
  }
  if (isOutdated(clip, existing, chosen) || (again && existing.status === 'done')) {
    return await renderAgain(db, clip, existing, mergeChoice(existing, chosen));
  }
  if (isOver(existing) && existing.jobId !== null) await retryJob(db, existing.jobId);
  return true;
}

async function createRender(db: Database, clip: ClipRow, aspect: Aspect, chosen: RenderChoice): Promise<boolean> {
  const renderId = newId();
  const jobId = newId();
  const createdAt = Date.now();
  const payload = { aspect, renderId };
  try {
    await atomic(db, (tx) => [
      insertRenderStatement(tx, {
        id: renderId,
        clipId: clip.id,
        aspect,
        ...chosen,
        status: 'queued',
        jobId,
        createdAt,
      }),
      enqueueJobStatement(tx, {
        id: jobId,
        kind: 'render',
        episodeId: clip.episodeId,
        payload,
        priority: ASKED_RENDER_PRIORITY,
      }),
      updateEpisodeStatement(tx, clip.episodeId, { state: 'processing' }, ['ready']),
    ]);
    return true;
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    return false; // two clicks at once
  }
}

/** With another look or other words: the row keeps its id and its files, a new job makes new ones in their place. */
async function renderAgain(db: Database, clip: ClipRow, render: RenderRow, chosen: RenderChoice): Promise<boolean> {
  const jobId = newId();
  const payload = { aspect: render.aspect, renderId: render.id };
  const job = { id: jobId, kind: 'render', episodeId: clip.episodeId, payload } as const;
  const fresh = { jobId, status: 'queued', errorCode: null, errorMessage: null } as const;
  try {
    await atomic(
      db,
      (tx) => [
        updateRenderStatement(tx, render.id, { ...chosen, ...fresh }),
        enqueueJobStatement(tx, { ...job, priority: ASKED_RENDER_PRIORITY }),
        updateEpisodeStatement(tx, clip.episodeId, { state: 'processing' }, ['ready']),
      ],
      ([, created]) => {
        if (created.length === 0) throw new AskedMeanwhile();
      },
    );
    return true;
  } catch (error) {
    if (error instanceof AskedMeanwhile) return false;
    throw error;
  }
}

/** Another job makes this render by now. */
class AskedMeanwhile extends Error {}

/**
 * One that waits is given what was chosen while it waits still. One that runs is stopped and waits again where it would
 * show something else than is wanted now. The job tells which it is: the render may hear later that it was begun.
 */
async function changeLiveRender(
  db: Database,
  clip: ClipRow,
  render: RenderRow,
  chosen: RenderChoice,
): Promise<boolean> {
  const job = render.jobId === null ? null : await getJob(db, render.jobId);
  const patch = { ...mergeChoice(render, chosen), status: 'queued' } as const;
  const effects = (tx: Transaction) => [updateRenderStatement(tx, render.id, patch)];
  if (job?.status === 'queued') return !isOutdated(clip, render, chosen) || (await amendJob(db, job, effects));
  if (job?.status !== 'running') return false;
  const changedAt = Math.max(clip.editedAt ?? 0, render.textChangedAt ?? 0);
  const isCanceled = job.cancelRequestedAt !== null;
  if (!isCanceled && changedAt < (job.startedAt ?? 0) && !isOutdated(clip, render, chosen)) return true;
  return await restartJob(db, job, { priority: ASKED_RENDER_PRIORITY }, effects);
}

function mergeChoice(render: RenderRow, { look, tighten }: RenderChoice): RenderChoice {
  return { look: look ?? lookOf(render), tighten: tighten ?? render.tighten ?? undefined };
}

function isOutdated(clip: ClipRow, render: RenderRow, { look, tighten }: RenderChoice): boolean {
  if (tighten && tighten !== (render.tighten ?? 'off')) return true;
  const framed = framedOf(render);
  if (render.status === 'done' && framed && !isSameFraming(framed.choice, framingOf(clip))) return true;
  if (look && !isSameLook(lookOf(render), look)) return true;
  return render.status === 'done' && changesSince(clip, render).length > 0;
}

function isOver(render: RenderRow): boolean {
  return render.status === 'failed' || render.status === 'canceled';
}

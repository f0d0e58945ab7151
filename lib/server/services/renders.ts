import { atomic } from '#db/atomic.ts';
import { isUniqueViolation } from '#db/errors.ts';
import { updateEpisodeStatement } from '#db/repositories/episodes.ts';
import { enqueueJobStatement } from '#db/repositories/jobs/enqueue.ts';
import { retryJob } from '#db/repositories/jobs/retry.ts';
import { findRender, insertRenderStatement } from '#db/repositories/renders.ts';
import type { ClipRow, RenderRow } from '#db/rows.ts';
import type { Database } from '#db/types.ts';
import type { RenderView } from '#lib/shared/api.ts';
import { newId } from '#lib/shared/ids.ts';
import type { Aspect } from '#lib/shared/states.ts';
import { AppError } from '../app-error.ts';
import type { AppContext } from '../context.ts';
import { viewRender } from './clip-views.ts';
import { requireClip } from './clips.ts';

/** Someone waits for it: before the clips of episodes that nobody looks at. */
const ASKED_PRIORITY = 10;

/**
 * Has a clip rendered in an aspect. One that is there, waits or runs is answered as it is; one that
 * failed or was canceled is tried again.
 *
 * @throws AppError `clip_not_found`
 */
export async function requestRender(context: AppContext, clipId: string, aspect: Aspect): Promise<RenderView> {
  const db = await context.database();
  const clip = await requireClip(db, clipId);
  const existing = await findRender(db, clipId, aspect);
  if (!existing) await createRender(db, clip, aspect);
  else if (isOver(existing) && existing.jobId !== null) await retryJob(db, existing.jobId);
  const render = await findRender(db, clipId, aspect);
  if (!render) throw new AppError('clip_not_found');
  return viewRender(clip, render);
}

async function createRender(db: Database, clip: ClipRow, aspect: Aspect): Promise<void> {
  const renderId = newId();
  const jobId = newId();
  const createdAt = Date.now();
  const payload = { aspect, renderId };
  try {
    await atomic(db, (tx) => [
      insertRenderStatement(tx, { id: renderId, clipId: clip.id, aspect, status: 'queued', jobId, createdAt }),
      enqueueJobStatement(tx, {
        id: jobId,
        kind: 'render',
        episodeId: clip.episodeId,
        payload,
        priority: ASKED_PRIORITY,
      }),
      updateEpisodeStatement(tx, clip.episodeId, { state: 'processing' }, ['ready']),
    ]);
  } catch (error) {
    // Two clicks at once: the other one's render is as good.
    if (!isUniqueViolation(error)) throw error;
  }
}

function isOver(render: RenderRow): boolean {
  return render.status === 'failed' || render.status === 'canceled';
}

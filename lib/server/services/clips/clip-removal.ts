import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { atomic } from '#db/atomic.ts';
import { recordClipEvent } from '#db/repositories/clip-events.ts';
import { removeClipStatements } from '#db/repositories/clip-removal.ts';
import { updateEpisodeStatement } from '#db/repositories/episodes.ts';
import { listEpisodeJobs } from '#db/repositories/jobs/list-episode-jobs.ts';
import { listRenders } from '#db/repositories/renders.ts';
import type { AppContext } from '../../context.ts';
import { paths } from '../../paths.ts';
import { requireClip } from './clips.ts';

/**
 * Removes a clip with its renders, ratings and files. That somebody did not want
 * it is remembered for learning.
 *
 * @throws AppError `clip_not_found`
 */
export async function removeClip(context: AppContext, clipId: string): Promise<void> {
  const db = await context.database();
  const clip = await requireClip(db, clipId);
  const renders = await listRenders(db, [clipId]);
  await atomic(db, (tx) => removeClipStatements(tx, clipId));
  await recordClipEvent(db, clip, 'delete', 1);
  for (const { id } of renders) {
    await rm(join(paths.clipsDir(context.env, clip.episodeId), id), { recursive: true, force: true, maxRetries: 3 });
  }
  // It may have been the last one that its episode waited for.
  const jobs = await listEpisodeJobs(db, clip.episodeId);
  if (!jobs.some(({ status }) => status === 'queued' || status === 'running')) {
    await atomic(db, (tx) => [updateEpisodeStatement(tx, clip.episodeId, { state: 'ready' }, ['processing'])]);
  }
  context.logger.info({ clipId, episodeId: clip.episodeId }, 'clip removed');
}

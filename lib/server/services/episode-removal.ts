import { deleteEpisode } from '#db/repositories/episodes.ts';
import { AppError } from '../app-error.ts';
import type { AppContext } from '../context.ts';
import { deleteEpisodeFiles } from '../storage/delete-files.ts';
import { cancelLiveJobs } from './episode-jobs.ts';
import { requireEpisode } from './episodes.ts';

/** A worker that was in the middle of a step hears of it at its next heartbeat and may still write until then. */
const LATE_WRITES_MS = [2_000, 10_000, 30_000, 90_000];

/**
 * Removes an episode: its jobs stop, then its rows go (which fences the worker), then its files. Should
 * the process end in between, only files without a row are left, which the clean-up removes.
 *
 * @throws AppError `episode_not_found`
 */
export async function deleteEpisodeEntirely(context: AppContext, episodeId: string): Promise<void> {
  const db = await context.database();
  await requireEpisode(db, episodeId);
  const wasRunning = await cancelLiveJobs(db, episodeId);
  if (!(await deleteEpisode(db, episodeId))) throw new AppError('episode_not_found');
  await deleteEpisodeFiles(context.env, episodeId);
  if (wasRunning) for (const delay of LATE_WRITES_MS) removeLater(context, episodeId, delay);
  context.logger.info({ episodeId }, 'episode deleted');
}

function removeLater(context: AppContext, episodeId: string, delayMs: number): void {
  const timer = setTimeout(() => {
    deleteEpisodeFiles(context.env, episodeId).catch((error: unknown) => {
      context.logger.warn({ err: error, episodeId }, 'files of a deleted episode could not be removed');
    });
  }, delayMs);
  timer.unref();
}

import { countEpisodeRows, episodeKeys, forgetEpisode } from '#db/repositories/episode-rows.ts';
import { deleteEpisode, getEpisodeAnywhere } from '#db/repositories/episodes.ts';
import type { RemovalProof } from '#lib/shared/storage.ts';
import { AppError } from '../../app-error.ts';
import { countEpisodeFiles, deleteEpisodeFiles } from '../../storage/delete-files.ts';
import type { UploadContext } from '../../uploads/context.ts';
import { cancelLiveJobs } from './episode-jobs.ts';

/** A worker that was in the middle of a step hears of it at its next heartbeat and may still write until then. */
const LATE_WRITES_MS = [2_000, 10_000, 30_000, 90_000];

/**
 * Removes an episode, in the trash or not: its jobs stop, then its rows go (which fences the worker), then its files.
 * Should the process end in between, only files without a row are left, which the clean-up removes.
 *
 * @param forget also what learning and the log keep of it (numbers, no words)
 * @param trashedAt only while it is in the trash since then: whoever takes it out meanwhile keeps it
 * @returns what was removed, and what was found when everything was counted again afterwards
 * @throws AppError `episode_not_found`
 */
export async function deleteEpisodeEntirely(
  context: UploadContext,
  episodeId: string,
  { forget, trashedAt }: { readonly forget: boolean; readonly trashedAt?: number },
): Promise<RemovalProof> {
  const { db, env } = context;
  const episode = await getEpisodeAnywhere(db, episodeId);
  if (!episode) throw new AppError('episode_not_found');
  const wasRunning = await cancelLiveJobs(db, episodeId);
  const keys = await episodeKeys(db, episodeId);
  const [rows, files] = [await countEpisodeRows(db, keys), await countEpisodeFiles(env, episodeId)];
  if (!(await deleteEpisode(db, episodeId, trashedAt))) throw new AppError('episode_not_found');
  if (forget) await forgetEpisode(db, episodeId);
  await deleteEpisodeFiles(env, episodeId);
  if (wasRunning) for (const delay of LATE_WRITES_MS) removeLater(context, episodeId, delay);
  const left = { rows: await countEpisodeRows(db, keys), ...(await countEpisodeFiles(env, episodeId)) };
  context.logger.info({ episodeId, files: files.files, bytes: files.bytes }, 'episode deleted');
  return {
    episodeId,
    title: episode.title,
    removed: { rows: without(rows, left.rows), files: files.files - left.files, bytes: files.bytes - left.bytes },
    left,
    nothingLeft: left.files === 0 && Object.keys(left.rows).length === 0,
  };
}

function without(before: Readonly<Record<string, number>>, after: Readonly<Record<string, number>>) {
  return Object.fromEntries(
    Object.entries(before)
      .map(([table, rows]) => [table, rows - (after[table] ?? 0)] as const)
      .filter(([, rows]) => rows > 0),
  );
}

function removeLater(context: UploadContext, episodeId: string, delayMs: number): void {
  const timer = setTimeout(() => {
    deleteEpisodeFiles(context.env, episodeId).catch((error: unknown) => {
      context.logger.warn({ err: error, episodeId }, 'files of a deleted episode could not be removed');
    });
  }, delayMs);
  timer.unref();
}

import { listAssetsOf } from '#db/repositories/assets.ts';
import { getEpisodeAnywhere, listTrash, moveToTrash } from '#db/repositories/episodes.ts';
import { addStorageLog } from '#db/repositories/storage-log.ts';
import type { EpisodeDetail } from '#lib/shared/api/episodes.ts';
import { newId } from '#lib/shared/ids.ts';
import type { RemovalProof, Trash } from '#lib/shared/storage.ts';
import { AppError } from '../../app-error.ts';
import type { AppContext } from '../../context.ts';
import type { UploadContext } from '../../uploads/context.ts';
import { uploadContext } from '../../uploads/tus-server.ts';
import { cancelLiveJobs } from './episode-jobs.ts';
import { deleteEpisodeEntirely } from './episode-removal.ts';
import { episodeDetail } from './episodes.ts';

/**
 * Puts an episode into the trash: nobody sees it any more, nothing works on it, and nothing of it is removed until
 * TRASH_DAYS have passed.
 *
 * @throws AppError `episode_not_found`
 */
export async function trashEpisode(context: AppContext, episodeId: string): Promise<void> {
  const db = await context.database();
  if (!(await moveToTrash(db, episodeId, Date.now()))) throw new AppError('episode_not_found');
  await cancelLiveJobs(db, episodeId);
  context.logger.info({ episodeId }, 'episode put into the trash');
}

/** Brings an episode back as it was; what was being made of it can be started again. @throws AppError `episode_not_found` */
export async function restoreEpisode(context: AppContext, episodeId: string): Promise<EpisodeDetail> {
  const db = await context.database();
  if (!(await moveToTrash(db, episodeId, null))) throw new AppError('episode_not_found');
  context.logger.info({ episodeId }, 'episode taken out of the trash');
  return episodeDetail(context, episodeId);
}

/** What can be brought back, thrown away last first. */
export async function readTrash(context: AppContext): Promise<Trash> {
  const db = await context.database();
  const episodes = await listTrash(db);
  const assets =
    episodes.length === 0
      ? []
      : await listAssetsOf(
          db,
          episodes.map((episode) => episode.id),
        );
  return {
    days: context.env.trashMs / (24 * 3_600_000),
    episodes: episodes.map(({ id, title, trashedAt }) => ({
      episodeId: id,
      title,
      bytes: assets.reduce((sum, asset) => sum + (asset.episodeId === id ? asset.sizeBytes : 0), 0),
      trashedAt: trashedAt ?? 0,
      goesAt: (trashedAt ?? 0) + context.env.trashMs,
    })),
  };
}

/** Removes one episode of the trash for good, with everything. @throws AppError `episode_not_found` */
export async function purgeEpisode(context: AppContext, episodeId: string): Promise<RemovalProof> {
  const upload = await uploadContext(context);
  const episode = await getEpisodeAnywhere(upload.db, episodeId);
  if (episode?.trashedAt == null) throw new AppError('episode_not_found');
  return removeAndNote(upload, episodeId, episode.trashedAt);
}

/** Deletes an episode with everything of it, past the trash. @throws AppError `episode_not_found` */
export async function deleteForGood(context: AppContext, episodeId: string): Promise<RemovalProof> {
  return removeAndNote(await uploadContext(context), episodeId);
}

/** The log tells how much went, and nothing of what it was. */
async function removeAndNote(context: UploadContext, episodeId: string, trashedAt?: number): Promise<RemovalProof> {
  const proof = await deleteEpisodeEntirely(context, episodeId, { forget: true, trashedAt });
  const { files, bytes } = proof.removed;
  const entry = { trigger: 'person', reason: 'deleted', episodeId: null, title: null } as const;
  await addStorageLog(context.db, { id: newId(), at: Date.now(), ...entry, files, bytes });
  return proof;
}

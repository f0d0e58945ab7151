import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { archiveKey, unarchiveEpisode } from '#db/repositories/archive.ts';
import { listAssets } from '#db/repositories/assets.ts';
import { enqueueJob } from '#db/repositories/jobs/enqueue.ts';
import { releaseReservation } from '#db/repositories/storage-reservations.ts';
import type { EpisodeDetail } from '#lib/shared/api/episodes.ts';
import { newId } from '#lib/shared/ids.ts';
import { AppError, hasErrno } from '../../app-error.ts';
import type { AppContext } from '../../context.ts';
import { sniffFile } from '../../media/sniff-file.ts';
import { assetPath, paths } from '../../paths.ts';
import { moveFileDurably } from '../../storage/move-file.ts';
import { reserveForImport } from '../../storage/room.ts';
import { sha256OfFile } from '../../storage/sha256.ts';
import { hasLiveJob } from '../../storage/sweep-sounds.ts';
import { sourceName } from '../../uploads/source-name.ts';
import { uploadContext } from '../../uploads/tus-server.ts';
import { receiveFile, toldLength } from '../settings/receive-file.ts';
import { episodeDetail, refuseArchived, requireEpisode } from './episodes.ts';

/**
 * Has an episode's source replaced by a small sound, once that was checked. Transcript, clips and renders stay.
 *
 * @throws AppError `episode_not_found`, `episode_archived`, `asset_not_found`; `episode_busy` while it is at work
 */
export async function archiveEpisode(context: AppContext, episodeId: string): Promise<EpisodeDetail> {
  const db = await context.database();
  refuseArchived(await requireEpisode(db, episodeId));
  if ((await listAssets(db, episodeId, 'source')).length === 0) throw new AppError('asset_not_found');
  if (await hasLiveJob(db, episodeId)) throw new AppError('episode_busy');
  await enqueueJob(db, { kind: 'archive', episodeId: null, payload: { episodeId }, dedupeKey: archiveKey(episodeId) });
  return episodeDetail(context, episodeId);
}

/**
 * Takes the source of an archived episode again, from the body: it has to be the very file.
 *
 * @throws AppError `episode_not_found`, `not_archived`, `not_the_original`, `bad_request`, `storage_quota_exceeded`,
 *   `disk_full`
 */
export async function giveSourceAgain(
  context: AppContext,
  episodeId: string,
  request: Request,
): Promise<EpisodeDetail> {
  const { db, env } = await uploadContext(context);
  const episode = await requireEpisode(db, episodeId);
  if (episode.archivedAt === null) throw new AppError('not_archived');
  const sizeBytes = toldLength(request, 'application/octet-stream');
  if (sizeBytes !== episode.sizeBytes) throw new AppError('not_the_original');
  const id = newId();
  const workDir = join(paths.importsDir(env), id);
  await reserveForImport(db, env, id, sizeBytes);
  try {
    await mkdir(workDir, { recursive: true, mode: 0o700 });
    const path = join(workDir, 'source');
    await receiveFile({ db, env }, request, path, sizeBytes);
    const media = await sniffFile(path);
    const sha256 = await sha256OfFile(path);
    if (!media || sha256 !== episode.sha256) throw new AppError('not_the_original');
    const source = {
      ...({ id: newId(), episodeId, kind: 'source', root: 'uploads', mimeType: media.mimeType } as const),
      ...{ path: `${episodeId}/${sourceName(episode.fileName, media)}`, sizeBytes, sha256, createdAt: Date.now() },
    };
    await moveFileDurably(path, assetPath(env, source));
    const sounds = await unarchiveEpisode(db, source);
    if (!sounds) throw new AppError('not_archived');
    for (const sound of sounds) await rm(assetPath(env, sound), { force: true });
    context.logger.info({ episodeId, sizeBytes }, 'episode has its source again');
    return await episodeDetail(context, episodeId);
  } catch (error) {
    if (hasErrno(error, 'ENOSPC')) throw new AppError('disk_full', { cause: error });
    throw error;
  } finally {
    await rm(workDir, { recursive: true, force: true, maxRetries: 3 });
    await releaseReservation(db, id);
  }
}

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { archiveKey, unarchiveEpisode } from '#db/repositories/archive.ts';
import { listAssets } from '#db/repositories/assets.ts';
import { enqueueJob } from '#db/repositories/jobs/enqueue.ts';
import type { EpisodeDetail } from '#lib/shared/api/episodes.ts';
import { newId } from '#lib/shared/ids.ts';
import { AppError } from '../../app-error.ts';
import type { AppContext } from '../../context.ts';
import { sniffFile } from '../../media/sniff-file.ts';
import { assetPath } from '../../paths.ts';
import { moveFileDurably } from '../../storage/move-file.ts';
import { sha256OfFile } from '../../storage/sha256.ts';
import { hasLiveJob } from '../../storage/sweep-sounds.ts';
import { sourceName } from '../../uploads/source-name.ts';
import { uploadContext } from '../../uploads/tus-server.ts';
import { receiveFile, toldLength } from '../settings/receive-file.ts';
import { withImportPlace } from '../storage/import-place.ts';
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
  const upload = await uploadContext(context);
  const { db, env } = upload;
  const episode = await requireEpisode(db, episodeId);
  if (episode.archivedAt === null) throw new AppError('not_archived');
  const sizeBytes = toldLength(request, 'application/octet-stream');
  if (sizeBytes !== episode.sizeBytes) throw new AppError('not_the_original');
  return withImportPlace(upload, sizeBytes, async ({ workDir }) => {
    const path = join(workDir, 'source');
    await receiveFile(upload, request, path, sizeBytes);
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
  });
}

import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { getEpisode } from '#db/repositories/episodes.ts';
import { ensureShow } from '#db/repositories/shows.ts';
import { releaseReservation } from '#db/repositories/storage-reservations.ts';
import type { EpisodeDetail } from '#lib/shared/api/episodes.ts';
import { safeFileName } from '#lib/shared/file-name.ts';
import { newId } from '#lib/shared/ids.ts';
import { AppError, hasErrno } from '../../app-error.ts';
import type { AppContext } from '../../context.ts';
import { episodeCopyEntries } from '../../episode-copy/export.ts';
import { importEpisode } from '../../episode-copy/import.ts';
import { paths } from '../../paths.ts';
import { reserveForImport } from '../../storage/room.ts';
import { uploadContext } from '../../uploads/tus-server.ts';
import { zipResponse } from '../clips/export-files.ts';
import { receiveFile, toldLength } from '../settings/receive-file.ts';
import { episodeDetail, requireEpisode } from './episodes.ts';

/** An episode with everything of it as one ZIP, for another installation. @throws AppError `episode_not_found` */
export async function exportWholeEpisode(context: AppContext, episodeId: string): Promise<Response> {
  const db = await context.database();
  const episode = await requireEpisode(db, episodeId);
  const entries = await episodeCopyEntries(db, context.env, episode);
  return zipResponse(entries, `${safeFileName(episode.title)}.podpromo.zip`);
}

/**
 * Makes an episode of the ZIP in the body: all of it or nothing.
 *
 * @throws AppError `bad_request`, `import_unreadable`, `import_newer`, `storage_quota_exceeded`, `disk_full`
 */
export async function importFromBody(context: AppContext, request: Request): Promise<EpisodeDetail> {
  const zipBytes = toldLength(request, 'application/zip');
  const upload = await uploadContext(context);
  const { db, env } = upload;
  const id = newId();
  const workDir = join(paths.importsDir(env), id);
  // What is unpacked is as large as the ZIP, or nearly so; how large exactly is told once its directory is read.
  await reserveForImport(db, env, id, 2 * zipBytes);
  try {
    await mkdir(workDir, { recursive: true, mode: 0o700 });
    const path = join(workDir, 'given.zip');
    await receiveFile(upload, request, path, zipBytes);
    const reservationId = id;
    const episodeId = await importEpisode({
      context: upload,
      path,
      zipBytes,
      workDir,
      reservationId,
      signal: request.signal,
    });
    const show = (await getEpisode(db, episodeId))?.show;
    if (show) await ensureShow(db, show);
    return await episodeDetail(context, episodeId);
  } catch (error) {
    if (hasErrno(error, 'ENOSPC')) throw new AppError('disk_full', { cause: error });
    throw error;
  } finally {
    await rm(workDir, { recursive: true, force: true, maxRetries: 3 });
    await releaseReservation(db, id);
  }
}

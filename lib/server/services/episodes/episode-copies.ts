import { join } from 'node:path';
import { getEpisode } from '#db/repositories/episodes.ts';
import { ensureShow } from '#db/repositories/shows.ts';
import type { EpisodeDetail } from '#lib/shared/api/episodes.ts';
import { safeFileName } from '#lib/shared/file-name.ts';
import type { AppContext } from '../../context.ts';
import { episodeCopyEntries } from '../../episode-copy/export.ts';
import { importEpisode } from '../../episode-copy/import.ts';
import { archiveName } from '../../exports/missing-files.ts';
import { uploadContext } from '../../uploads/tus-server.ts';
import { zipResponse } from '../clips/export-files.ts';
import { receiveFile, toldLength } from '../settings/receive-file.ts';
import { withImportPlace } from '../storage/import-place.ts';
import { episodeDetail, requireEpisode } from './episodes.ts';

/** An episode with everything of it as one ZIP, for another installation. @throws AppError `episode_not_found` */
export async function exportWholeEpisode(context: AppContext, episodeId: string): Promise<Response> {
  const db = await context.database();
  const episode = await requireEpisode(db, episodeId);
  const { entries, missing } = await episodeCopyEntries(db, context.env, episode);
  if (missing > 0) context.logger.warn({ episodeId, missing }, 'files of an exported episode are missing');
  return zipResponse(entries, archiveName(safeFileName(episode.title), missing, '.podpromo.zip'));
}

/**
 * Makes an episode of the ZIP in the body: all of it or nothing.
 *
 * @throws AppError `bad_request`, `import_unreadable`, `import_newer`, `storage_quota_exceeded`, `disk_full`
 */
export async function importFromBody(context: AppContext, request: Request): Promise<EpisodeDetail> {
  const zipBytes = toldLength(request, 'application/zip');
  const upload = await uploadContext(context);
  // What is unpacked is as large as the ZIP, or nearly so; how large exactly is told once its directory is read.
  return withImportPlace(upload, 2 * zipBytes, async ({ id: reservationId, workDir }) => {
    const path = join(workDir, 'given.zip');
    await receiveFile(upload, request, path, zipBytes);
    const { signal } = request;
    const episodeId = await importEpisode({ context: upload, path, zipBytes, workDir, reservationId, signal });
    const show = (await getEpisode(upload.db, episodeId))?.show;
    if (show) await ensureShow(upload.db, show);
    return await episodeDetail(context, episodeId);
  });
}

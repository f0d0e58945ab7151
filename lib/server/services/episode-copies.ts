import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { getEpisode } from '#db/repositories/episodes.ts';
import { ensureShow } from '#db/repositories/shows.ts';
import { releaseReservation } from '#db/repositories/storage-reservations.ts';
import type { EpisodeDetail } from '#lib/shared/api/episodes.ts';
import { safeFileName } from '#lib/shared/file-name.ts';
import { newId } from '#lib/shared/ids.ts';
import { AppError, hasErrno } from '../app-error.ts';
import type { AppContext } from '../context.ts';
import { episodeCopyEntries } from '../episode-copy/export.ts';
import { importEpisode } from '../episode-copy/import.ts';
import { paths } from '../paths.ts';
import { reserveForImport, watchRoom } from '../storage/room.ts';
import type { UploadContext } from '../uploads/context.ts';
import { uploadContext } from '../uploads/tus-server.ts';
import { episodeDetail, requireEpisode } from './episodes.ts';
import { zipResponse } from './export-files.ts';

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
  // Not a type that a form of another site could send.
  if (request.headers.get('content-type') !== 'application/zip') {
    throw new AppError('bad_request', { detail: 'Send the file as application/zip.' });
  }
  const zipBytes = Number(request.headers.get('content-length') ?? Number.NaN);
  if (!Number.isSafeInteger(zipBytes) || zipBytes <= 0) {
    throw new AppError('bad_request', { detail: 'The length of the file has to be told.' });
  }
  const upload = await uploadContext(context);
  const { db, env } = upload;
  const id = newId();
  const workDir = join(paths.importsDir(env), id);
  // What is unpacked is as large as the ZIP, or nearly so; how large exactly is told once its directory is read.
  await reserveForImport(db, env, id, 2 * zipBytes);
  try {
    await mkdir(workDir, { recursive: true, mode: 0o700 });
    const path = join(workDir, 'given.zip');
    await receive(upload, request, path, zipBytes);
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

async function receive({ db, env }: UploadContext, request: Request, path: string, zipBytes: number): Promise<void> {
  const checkRoom = watchRoom(db, env);
  const file = await open(path, 'wx', 0o600);
  let received = 0;
  try {
    for await (const chunk of request.body ?? []) {
      received += chunk.byteLength;
      if (received > zipBytes) throw new AppError('bad_request', { detail: 'More came than was told.' });
      await checkRoom(chunk.byteLength);
      await file.writeFile(chunk);
    }
  } catch (error) {
    if (error instanceof AppError || hasErrno(error, 'ENOSPC')) throw error;
    throw new AppError('bad_request', { detail: 'The file could not be read to its end.', cause: error });
  } finally {
    await file.close();
  }
  if (received !== zipBytes) throw new AppError('bad_request', { detail: 'Less came than was told.' });
}

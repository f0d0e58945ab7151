import { isUniqueViolation } from '#db/errors.ts';
import { getEpisodeAnywhere } from '#db/repositories/episodes.ts';
import { getUpload, updateUploadStatement } from '#db/repositories/uploads.ts';
import type { UploadRow } from '#db/rows.ts';
import { AppError, hasErrno } from '../app-error.ts';
import { sniffFile } from '../media/sniff-file.ts';
import { assetPath } from '../paths.ts';
import { moveFileDurably } from '../storage/move-file.ts';
import { sha256OfFile } from '../storage/sha256.ts';
import type { UploadContext } from './context.ts';
import { type Located, locateUpload } from './locate.ts';
import { AlreadyPublished, publishEpisode } from './publish.ts';
import { readRecord } from './record.ts';
import { removeBytes, removeUpload } from './remove.ts';
import { sourceName } from './source-name.ts';

export interface FinalisedUpload {
  readonly episodeId: string;
  /** Of the whole file, as it lies on our disk. */
  readonly sha256: string;
}

/** Both roads within this process share one run (each route bundle has its own modules, hence `globalThis`). */
const holder: typeof globalThis & { podpromoFinalising?: Map<string, Promise<FinalisedUpload>> } = globalThis;
holder.podpromoFinalising ??= new Map();
const running = holder.podpromoFinalising;

/**
 * Makes an upload whose bytes are all here an episode: checks the content,
 * takes the sha256, moves the part to its place and publishes it in one
 * transaction. Reached by the finish hook, by `complete` and by the sweep (in
 * another process), any number of times and after a crash at any point.
 *
 * @param expectedSha256 what the page computed; where it differs the upload is removed.
 * @throws AppError `upload_not_found`, `upload_incomplete`, `unsupported_content`, `checksum_mismatch`, `disk_full`
 */
export async function finaliseUpload(
  context: UploadContext,
  id: string,
  expectedSha256: string | null = null,
): Promise<FinalisedUpload> {
  const before = running.get(id);
  if (before) return before;
  const run = finalise(context, id, expectedSha256).finally(() => running.delete(id));
  running.set(id, run);
  return run;
}

async function finalise(context: UploadContext, id: string, expected: string | null): Promise<FinalisedUpload> {
  const row = await getUpload(context.db, id);
  if (!row) throw new AppError('upload_not_found');
  if (row.state === 'completed') return published(context, row);
  const located = await locateUpload(context.env, id);
  if (!located) return publishedMeanwhile(context, id);
  if (located.sizeBytes !== row.sizeBytes) throw new AppError('upload_incomplete');
  // Only while it is open still: another process may have published it since the row was read.
  await updateUploadStatement(context.db, id, { state: 'finished' }, ['open']);
  try {
    return await checkAndPublish(context, row, located, expected);
  } catch (error) {
    // The other process was faster: it moved the part away under our hands, or published first.
    if (hasErrno(error, 'ENOENT') || error instanceof AlreadyPublished || isUniqueViolation(error)) {
      return publishedMeanwhile(context, id);
    }
    if (error instanceof AppError && (error.code === 'unsupported_content' || error.code === 'checksum_mismatch')) {
      if (!(await removeUpload(context, id))) return publishedMeanwhile(context, id);
    }
    if (hasErrno(error, 'ENOSPC')) throw new AppError('disk_full', { cause: error });
    throw error;
  }
}

async function checkAndPublish(
  context: UploadContext,
  row: UploadRow,
  located: Located,
  expected: string | null,
): Promise<FinalisedUpload> {
  const media = await sniffFile(located.path);
  if (!media) throw new AppError('unsupported_content');
  const sha256 = await sha256OfFile(located.path);
  if (expected !== null && expected !== sha256) throw new AppError('checksum_mismatch');
  const sourcePath = `${row.id}/${sourceName(row.fileName, media)}`;
  const target = assetPath(context.env, { root: 'uploads', path: sourcePath });
  if (located.path !== target) await moveFileDurably(located.path, target);
  await publishEpisode(context.db, row, { sourcePath, mimeType: media.mimeType, sha256 });
  context.logger.info({ episodeId: row.id, sizeBytes: row.sizeBytes }, 'upload is an episode');
  return { episodeId: row.id, sha256 };
}

/** The ground was taken away under our feet: it is an episode by now, or it was canceled. */
async function publishedMeanwhile(context: UploadContext, id: string): Promise<FinalisedUpload> {
  const row = await getUpload(context.db, id);
  if (row?.state === 'completed') return published(context, row);
  const located = await locateUpload(context.env, id);
  // Moved by the other process, which is about to publish it; if it cannot, the next road does.
  if (row && located) throw new AppError('upload_locked');
  // Canceled while we moved it: nobody else knows of these bytes.
  if (!row && located && !(await getEpisodeAnywhere(context.db, id))) await removeBytes(context.env, id);
  throw new AppError('upload_not_found');
}

async function published(context: UploadContext, row: UploadRow): Promise<FinalisedUpload> {
  const episode = await getEpisodeAnywhere(context.db, row.id);
  if (!episode) throw new AppError('upload_not_found');
  const sha256 = episode.sha256 ?? readRecord(row).sha256;
  if (sha256 === null) throw new AppError('internal', { cause: new Error(`episode ${row.id} has no sha256`) });
  return { episodeId: row.id, sha256 };
}

import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { releaseReservation, renewReservation } from '#db/repositories/storage-reservations.ts';
import { newId } from '#lib/shared/ids.ts';
import { AppError, hasErrno } from '../../app-error.ts';
import { paths } from '../../paths.ts';
import { reserveForImport } from '../../storage/room.ts';
import type { UploadContext } from '../../uploads/context.ts';

/** A promise that is not renewed for ten minutes counts no more: its process was killed. */
const RENEW_MS = 60_000;

export interface ImportPlace {
  /** Of the promise of room. */
  readonly id: string;
  /** A folder of its own. */
  readonly workDir: string;
}

/**
 * Lets a large body be taken in: with room promised for as long as it takes, and a folder, both gone afterwards.
 *
 * @param renewMs for tests
 * @throws AppError `storage_quota_exceeded`, `disk_full`, and what `run` throws
 */
export async function withImportPlace<T>(
  { db, env, logger }: UploadContext,
  bytes: number,
  run: (place: ImportPlace) => Promise<T>,
  renewMs: number = RENEW_MS,
): Promise<T> {
  const id = newId();
  const workDir = join(paths.importsDir(env), id);
  await reserveForImport(db, env, id, bytes);
  const renewing = setInterval(() => {
    renewReservation(db, id).catch((error: unknown) => {
      logger.warn({ err: error }, 'the room of an import could not be promised on');
    });
  }, renewMs);
  try {
    await mkdir(workDir, { recursive: true, mode: 0o700 });
    return await run({ id, workDir });
  } catch (error) {
    if (hasErrno(error, 'ENOSPC')) throw new AppError('disk_full', { cause: error });
    throw error;
  } finally {
    clearInterval(renewing);
    await rm(workDir, { recursive: true, force: true, maxRetries: 3 });
    await releaseReservation(db, id);
  }
}

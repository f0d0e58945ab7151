import { open } from 'node:fs/promises';
import { AppError, hasErrno } from '../../app-error.ts';
import { watchRoom } from '../../storage/room.ts';
import type { UploadContext } from '../../uploads/context.ts';

/** The length that a body says it has, in bytes. @throws AppError `bad_request` for another type, or without a length */
export function toldLength(request: Request, type: 'application/zip' | 'application/octet-stream'): number {
  // Not a type that a form of another site could send.
  if (request.headers.get('content-type') !== type) {
    throw new AppError('bad_request', { detail: `Send the file as ${type}.` });
  }
  const bytes = Number(request.headers.get('content-length') ?? Number.NaN);
  if (Number.isSafeInteger(bytes) && bytes > 0) return bytes;
  throw new AppError('bad_request', { detail: 'The length of the file has to be told.' });
}

/**
 * Writes a body to a file, and looks at the disk meanwhile.
 *
 * @throws AppError `bad_request` where it has another length, `disk_full`, `storage_quota_exceeded`
 */
export async function receiveFile(
  { db, env }: Pick<UploadContext, 'db' | 'env'>,
  request: Request,
  path: string,
  sizeBytes: number,
): Promise<void> {
  const checkRoom = watchRoom(db, env);
  const file = await open(path, 'wx', 0o600);
  let received = 0;
  try {
    for await (const chunk of request.body ?? []) {
      received += chunk.byteLength;
      if (received > sizeBytes) throw new AppError('bad_request', { detail: 'More came than was told.' });
      await checkRoom(chunk.byteLength);
      await file.writeFile(chunk);
    }
  } catch (error) {
    if (error instanceof AppError || hasErrno(error, 'ENOSPC')) throw error;
    throw new AppError('bad_request', { detail: 'The file could not be read to its end.', cause: error });
  } finally {
    await file.close();
  }
  if (received !== sizeBytes) throw new AppError('bad_request', { detail: 'Less came than was told.' });
}

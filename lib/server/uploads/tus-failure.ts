import { ERRORS } from '@tus/server';
import type { ErrorCode } from '#lib/shared/error-codes.ts';
import { AppError } from '../app-error.ts';
import { isDiskFull } from './part-writer.ts';

/** What the library throws, as our codes. A 409 and a 423 make the page ask for the offset and go on. */
const CODES: ReadonlyMap<unknown, ErrorCode> = new Map<unknown, ErrorCode>([
  [ERRORS.FILE_NOT_FOUND, 'upload_not_found'],
  [ERRORS.FILE_NO_LONGER_EXISTS, 'upload_not_found'],
  [ERRORS.INVALID_OFFSET, 'upload_conflict'],
  [ERRORS.ERR_SIZE_EXCEEDED, 'upload_conflict'],
  [ERRORS.ERR_MAX_SIZE_EXCEEDED, 'file_too_large'],
  [ERRORS.INVALID_TERMINATION, 'conflict'],
  [ERRORS.ABORTED, 'upload_locked'],
  [ERRORS.ERR_LOCK_TIMEOUT, 'upload_locked'],
]);

const STATUS_CODES: Readonly<Record<number, ErrorCode>> = {
  404: 'upload_not_found',
  409: 'upload_conflict',
  410: 'upload_not_found',
  412: 'tus_version',
  413: 'file_too_large',
};

/** What a hook, the store or the library threw, as an AppError. */
export function tusFailure(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const known = CODES.get(error);
  if (known) return new AppError(known);
  if (isDiskFull(error)) return new AppError('disk_full', { cause: error });
  const status = statusOf(error);
  if (status !== null && status < 500) return refusalOf(status, bodyOf(error));
  if (status === 501) return new AppError('bad_request', { detail: bodyOf(error) });
  return new AppError('internal', { cause: error });
}

/** An answer that the library made by itself, e.g. for a header that it cannot read. */
export function refusalOf(status: number, text: string): AppError {
  const code = STATUS_CODES[status] ?? (status < 500 ? 'bad_request' : 'internal');
  return new AppError(code, code === 'bad_request' ? { detail: text.trim().slice(0, 300) } : {});
}

function statusOf(error: unknown): number | null {
  if (typeof error !== 'object' || error === null || !('status_code' in error)) return null;
  return typeof error.status_code === 'number' ? error.status_code : null;
}

function bodyOf(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('body' in error)) return '';
  return typeof error.body === 'string' ? error.body : '';
}

import { DetailedError } from 'tus-js-client';
import { problemSchema } from '#lib/shared/api/problem.ts';
import { ERROR_CODES, type ErrorCode } from '#lib/shared/error-codes.ts';
import { ApiError, networkError } from '../api-error.ts';

/** The error of a request of the tus client, in the words of the server where it gave some. */
export function uploadErrorOf(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  const response = error instanceof DetailedError ? error.originalResponse : null;
  if (!response) return networkError(error);
  const status = response.getStatus();
  const problem = problemSchema.safeParse(parseJson(response.getBody()));
  if (problem.success) return new ApiError({ ...problem.data, cause: error });
  // A request that was cut off on its way: HTTP itself answers so, without a word of ours.
  if (status === 400 && error instanceof DetailedError && error.originalRequest.getMethod() !== 'HEAD') {
    return networkError(error);
  }
  // The answer to HEAD has no body.
  const code: ErrorCode = status === 404 || status === 410 ? 'upload_not_found' : 'internal';
  const { title, action } = ERROR_CODES[code];
  return new ApiError({ code, title, action, status, cause: error });
}

/** The chosen file was changed, moved or deleted while it was being sent. */
export function fileGoneError(cause: unknown): ApiError {
  return new ApiError({
    code: 'file_changed',
    title: 'The file changed or is gone',
    action: 'Choose it again.',
    status: 0,
    cause,
  });
}

export type Remedy =
  /** The line, or a server that comes back: again and again, by itself. */
  | 'again'
  /** The queue is full: again, slowly. */
  | 'later'
  /** Only a person can do something. */
  | 'give up';

/** What to do about a failed request of an upload. */
export function remedyFor(error: ApiError): Remedy {
  if (error.code === 'queue_full') return 'later';
  if (error.code === 'storage_quota_exceeded' || error.code === 'disk_full') return 'give up';
  if (error.code === 'file_changed') return 'give up';
  // 409: we are at another offset than the server; asking for it puts that right. 423: busy for a moment.
  if (error.status === 0 || error.status >= 500 || [408, 409, 423, 425, 429].includes(error.status)) return 'again';
  return 'give up';
}

function parseJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch (error) {
    // Not ours: the page of a proxy.
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

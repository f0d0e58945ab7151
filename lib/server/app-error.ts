import { ERROR_CODES, type ErrorCode } from '#lib/shared/error-codes.ts';

/**
 * A failure with a code of the table. `detail` is shown to the person, so it
 * holds no paths and no internals; `cause` is only logged.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly detail: string | undefined;

  constructor(code: ErrorCode, options: { detail?: string; cause?: unknown } = {}) {
    super(options.detail ?? ERROR_CODES[code].title, { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.detail = options.detail;
  }

  get status(): number {
    return ERROR_CODES[this.code].status;
  }
}

/** The code of any thrown value; what we did not foresee is `internal`. */
export function errorCodeOf(error: unknown): ErrorCode {
  return error instanceof AppError ? error.code : 'internal';
}

/** True for errors of Node's file system with this code, e.g. `ENOENT`. */
export function hasErrno(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

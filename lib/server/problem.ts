import type { Problem } from '#lib/shared/api/problem.ts';
import { ERROR_CODES, type ErrorCode, isErrorCode } from '#lib/shared/error-codes.ts';
import { AppError, errorCodeOf } from './app-error.ts';

/** RFC 9457 for any thrown value; what we did not foresee is `internal`, without detail. */
export function toProblem(error: unknown, requestId: string): Problem {
  const code = errorCodeOf(error);
  const { status, title, action } = ERROR_CODES[code];
  const detail = error instanceof AppError ? error.detail : undefined;
  return { type: `urn:podpromo:error:${code}`, title, status, code, action, ...(detail ? { detail } : {}), requestId };
}

/** The answer to a failed request: `application/problem+json` with the request id. */
export function problemResponse(error: unknown, requestId: string): Response {
  const problem = toProblem(error, requestId);
  const headers = new Headers({
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'x-request-id': requestId,
  });
  // 429 and 503 pass by themselves: say when to look again.
  if (problem.status === 429 || problem.status === 503) headers.set('retry-after', '5');
  return new Response(JSON.stringify(problem), { status: problem.status, headers });
}

/** A stored error code as the page shows it; null where there is none, `unknown` for a code of another version. */
export function errorView(code: string | null): { code: ErrorCode; title: string; action: string } | null {
  if (code === null) return null;
  const known: ErrorCode = isErrorCode(code) ? code : 'unknown';
  const { title, action } = ERROR_CODES[known];
  return { code: known, title, action };
}

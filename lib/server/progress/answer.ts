import { createHash } from 'node:crypto';
import type { Progress } from '#lib/shared/progress.ts';
import { isTerminal } from '#lib/shared/progress.ts';
import { taggedJsonResponse } from '../respond.ts';

/** Seconds after which asking again makes sense; null where nothing more comes by itself. */
export function retryAfterSeconds(progress: readonly (Progress | null)[]): number | null {
  const waits = progress.flatMap((one) => {
    if (!one || isTerminal(one.state)) return [];
    return one.state === 'running' ? [1] : [3];
  });
  return waits.length === 0 ? null : Math.min(...waits);
}

/**
 * `seq`, and a hash of the whole answer: two attempts may come to the same number, and the rows can
 * change what the file says.
 */
export function progressEtag(body: unknown, of: readonly (Progress | null)[]): string {
  const hash = createHash('sha256').update(JSON.stringify(body)).digest('base64url').slice(0, 12);
  const seq = of.reduce((sum, one) => sum + (one?.seq ?? 0), 0);
  return `W/"${seq}-${hash}"`;
}

/** 200 with the hint, or 304. */
export function progressResponse(request: Request, body: unknown, of: readonly (Progress | null)[]): Response {
  const wait = retryAfterSeconds(of);
  return taggedJsonResponse(request, body, progressEtag(body, of), {
    headers: wait === null ? {} : { 'retry-after': String(wait) },
  });
}

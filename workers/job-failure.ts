import type { JobFailure } from '#db/repositories/jobs/fail.ts';
import { AppError } from '#lib/server/app-error.ts';

const NO_ROOM: readonly unknown[] = ['ENOSPC', 'EDQUOT'];

/** What to record of anything that a handler threw. What nobody foresaw is `internal`, without detail. */
export function jobFailureOf(error: unknown): JobFailure {
  if (error instanceof AppError) return { code: error.code, message: error.detail ?? null };
  for (let current = error; current instanceof Error; current = current.cause) {
    if ('code' in current && NO_ROOM.includes(current.code)) return { code: 'disk_full' };
  }
  return { code: 'internal' };
}

import type { ErrorCode } from './error-codes.ts';

export const MAX_ATTEMPTS = 3;
/** So many crashes in a row without kept progress, and the job is not tried again by itself. */
export const MAX_CRASHES = 2;

const BACKOFF_BASE_MS = 2000;
const BACKOFF_CAP_MS = 60_000;

/** Failures that the same input brings about again: trying once more only keeps the person waiting. */
const NOT_RETRYABLE: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'bad_request',
  'not_found',
  'forbidden_origin',
  'forbidden_host',
  'body_too_large',
  'method_not_allowed',
  'episode_not_found',
  'clip_not_found',
  'job_not_found',
  'upload_not_found',
  'asset_not_found',
  'transcript_not_found',
  'range_not_satisfiable',
  'conflict',
  'unsupported_extension',
  'unsupported_content',
  'empty_file',
  'file_too_large',
  'storage_quota_exceeded',
  'queue_full',
  'upload_incomplete',
  'checksum_mismatch',
  'media_unreadable',
  'media_no_audio',
  'media_no_index',
  'media_too_long',
  'media_too_complex',
  'engine_missing',
  'ffmpeg_missing',
  'model_language',
  'model_translate',
  'model_unknown',
  'model_not_ours',
  'job_timeout',
  'job_crashed',
  'job_canceled',
  'job_not_retryable',
  'episode_archived',
  'not_archived',
  'episode_busy',
]);

/** Whether a job that failed with this code is tried again by itself. */
export function isRetryable(code: ErrorCode): boolean {
  return !NOT_RETRYABLE.has(code);
}

/**
 * Milliseconds until the next attempt, full jitter: random(0, min(60 s, 2 s · 2^attempts)).
 *
 * @param attempts how many there were, from 1.
 * @param random 0-1.
 */
export function backoffMs(attempts: number, random: () => number = Math.random): number {
  return Math.round(random() * Math.min(BACKOFF_CAP_MS, BACKOFF_BASE_MS * 2 ** attempts));
}

import { expect, test } from 'vitest';
import { jobOptionsSchema, renderPayloadSchema } from '#lib/shared/job-options.ts';
import { backoffMs, isRetryable } from '#lib/shared/job-retry.ts';

test('the wait grows with the attempts up to a minute', () => {
  const longest = [1, 2, 3, 4, 5, 50].map((attempts) => backoffMs(attempts, () => 1));
  expect(longest).toEqual([4000, 8000, 16_000, 32_000, 60_000, 60_000]);
});

test('the wait is spread over all of it', () => {
  expect(backoffMs(2, () => 0)).toBe(0);
  expect(backoffMs(2, () => 0.25)).toBe(2000);
  for (let round = 0; round < 200; round += 1) {
    const wait = backoffMs(3);
    expect(wait).toBeGreaterThanOrEqual(0);
    expect(wait).toBeLessThanOrEqual(16_000);
  }
});

test('what the same input brings about again is not tried again', () => {
  for (const code of ['media_unreadable', 'media_no_audio', 'unsupported_content', 'model_language'] as const) {
    expect(isRetryable(code), code).toBe(false);
  }
  for (const code of ['internal', 'engine_failed', 'ffmpeg_failed', 'disk_full', 'database_unavailable'] as const) {
    expect(isRetryable(code), code).toBe(true);
  }
});

test('the payload of a job carries the options on', () => {
  const payload = { language: 'de', aspect: '1:1', count: 3, renderId: 'r'.repeat(24) };
  expect(jobOptionsSchema.parse(payload)).toEqual({ language: 'de', aspect: '1:1', count: 3 });
  expect(renderPayloadSchema.parse(payload)).toEqual(payload);
  expect(jobOptionsSchema.parse({})).toEqual({});
});

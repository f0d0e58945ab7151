import { expect, test } from 'vitest';
import { clipPatchSchema } from '#lib/shared/clip-requests.ts';
import { lengthWish } from '#lib/shared/find.ts';
import { PLATFORM_LENGTHS } from '#lib/shared/platform-lengths.ts';

test('the length asked for counts more than the platform, and that more than the default', () => {
  expect(lengthWish({ targetSeconds: 40, platform: 'tiktok' })).toEqual({
    minMs: 24_000,
    targetMs: 40_000,
    maxMs: 60_000,
  });
  expect(lengthWish({ platform: 'linkedin' })).toEqual({ minMs: 30_000, targetMs: 52_000, maxMs: 75_000 });
  expect(lengthWish(undefined)).toEqual({ minMs: 12_000, targetMs: 32_000, maxMs: 60_000 });
  expect(lengthWish({ targetSeconds: 8 }).minMs).toBe(8000);
});

test.each(Object.entries(PLATFORM_LENGTHS))(
  '%s: the target lies between the bounds, far below what is accepted',
  (_, length) => {
    expect(length.minSeconds).toBeLessThan(length.targetSeconds);
    expect(length.targetSeconds).toBeLessThan(length.maxSeconds);
    expect(length.maxSeconds).toBeLessThanOrEqual(length.acceptsSeconds);
    expect(length.sources.accepts).not.toBe('');
  },
);

test('hashtags get their sign and hold nothing but letters, digits and underscores', () => {
  expect(clipPatchSchema.parse({ hashtags: ['pricing', '#Año2', ' #x_y '] }).hashtags).toEqual([
    '#pricing',
    '#Año2',
    '#x_y',
  ]);
  for (const bad of ['two words', '#', 'a-b', '', '<b>']) {
    expect(clipPatchSchema.safeParse({ hashtags: [bad] }).success).toBe(false);
  }
  expect(clipPatchSchema.safeParse({}).success).toBe(false);
});

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { answerWithin } from '#lib/server/within.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('an answer in time is the answer, whatever it is', async () => {
  expect(await answerWithin(100, Promise.resolve(7))).toBe(7);
  await expect(answerWithin(100, Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(vi.getTimerCount()).toBe(0);
});

test('without one the database counts as away; a late failure disturbs nobody', async () => {
  let fail: (error: Error) => void = () => undefined;
  const late = new Promise<never>((_resolve, reject) => {
    fail = reject;
  });
  const caught = answerWithin(100, late).catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(100);
  expect(await caught).toMatchObject({ code: 'database_unavailable' });
  fail(new Error('late'));
  await vi.advanceTimersByTimeAsync(0);
});

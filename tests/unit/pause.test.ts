import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Bell, between, pause } from '#workers/pause.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function ended(promise: Promise<void>) {
  const state = { ended: false };
  promise.then(() => {
    state.ended = true;
  });
  return state;
}

test('a pause ends after its time', async () => {
  const state = ended(pause(1000, new AbortController().signal));
  await vi.advanceTimersByTimeAsync(999);
  expect(state.ended).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(state.ended).toBe(true);
});

test('a pause ends at once with its signal, and leaves no timer', async () => {
  const controller = new AbortController();
  const state = ended(pause(1000, controller.signal));
  controller.abort();
  await vi.advanceTimersByTimeAsync(0);
  expect(state.ended).toBe(true);
  expect(vi.getTimerCount()).toBe(0);
  await pause(1000, controller.signal);
});

test('a ring ends the pause, and one before it the next', async () => {
  const { signal } = new AbortController();
  const bell = new Bell();
  const state = ended(bell.pause(1000, signal));
  bell.ring();
  await vi.advanceTimersByTimeAsync(0);
  expect(state.ended).toBe(true);

  bell.ring();
  bell.ring();
  await bell.pause(1000, signal);
  const next = ended(bell.pause(1000, signal));
  await vi.advanceTimersByTimeAsync(500);
  expect(next.ended).toBe(false);
});

test('a random wait lies between its ends', () => {
  for (let round = 0; round < 100; round += 1) {
    const ms = between(250, 1000);
    expect(ms).toBeGreaterThanOrEqual(250);
    expect(ms).toBeLessThan(1000);
  }
});

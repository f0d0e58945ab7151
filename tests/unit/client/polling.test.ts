import { describe, expect, test } from 'vitest';
import {
  notYetInterval,
  pollInterval,
  retryDelay,
  runningInterval,
  shortestInterval,
  type Watched,
  withJitter,
} from '#lib/client/polling.ts';
import type { Progress, ProgressState } from '#lib/shared/progress.ts';

const NOW = 1_000_000_000;

function progress(state: ProgressState, more: Partial<Progress> = {}): Progress {
  return {
    episodeId: 'e',
    jobId: null,
    stage: 'transcribe',
    percent: null,
    etaMs: null,
    message: '',
    state,
    seq: 1,
    attempt: 1,
    updatedAt: NOW,
    error: null,
    ...more,
  };
}

const watched = (state: ProgressState | null, more: Partial<Watched> = {}): Watched => ({
  progress: state === null ? null : progress(state),
  runningSince: null,
  uploadedAt: null,
  asked: true,
  ...more,
});

describe('the polling table', () => {
  test('nothing known yet: at once', () => {
    expect(pollInterval(watched(null, { asked: false }), NOW)).toBe(0);
  });

  test('uploading: not at all, the upload reports itself', () => {
    expect(pollInterval(watched('uploading'), NOW)).toBeNull();
  });

  test('queued: 3 s; a state that is not known right now: the same', () => {
    expect(pollInterval(watched('queued'), NOW)).toBe(3000);
    expect(pollInterval(watched('unknown'), NOW)).toBe(3000);
  });

  test.each([
    [0, 1000],
    [59_999, 1000],
    [60_000, 2000],
    [330_000, 3500],
    [600_000, 5000],
    [36_000_000, 5000],
  ])('running for %i ms: %i', (age, expected) => {
    expect(runningInterval(age)).toBe(expected);
    expect(pollInterval(watched('running', { runningSince: NOW - age }), NOW)).toBe(expected);
  });

  test.each(['done', 'failed', 'canceled'] as const)('%s: never again', (state) => {
    expect(pollInterval(watched(state), NOW)).toBeNull();
  });

  test('404: never again without an upload; else 1 s growing to 3 s, for a minute', () => {
    expect(pollInterval(watched(null), NOW)).toBeNull();
    expect(notYetInterval(NOW, NOW)).toBe(1000);
    expect(notYetInterval(NOW - 30_000, NOW)).toBe(2000);
    expect(notYetInterval(NOW - 59_999, NOW)).toBe(3000);
    expect(notYetInterval(NOW - 60_000, NOW)).toBeNull();
    expect(pollInterval(watched(null, { uploadedAt: NOW - 30_000 }), NOW)).toBe(2000);
  });

  test('the server still says uploading just after the upload ended: not yet', () => {
    expect(pollInterval(watched('uploading', { uploadedAt: NOW }), NOW)).toBe(1000);
  });

  test('every interval is spread over 0.8-1.2', () => {
    expect(withJitter(1000, () => 0)).toBe(800);
    expect(withJitter(1000, () => 0.5)).toBe(1000);
    expect(withJitter(1000, () => 0.999_999)).toBe(1200);
  });

  test.each([
    [1, 1000],
    [2, 2000],
    [3, 4000],
    [4, 8000],
    [5, 16_000],
    [6, 30_000],
    [50, 30_000],
    [5000, 30_000],
  ])('after %i failures: anything up to %i ms', (failures, ceiling) => {
    expect(retryDelay(failures, () => 0)).toBe(0);
    expect(retryDelay(failures, () => 0.5)).toBe(ceiling / 2);
    expect(retryDelay(failures, () => 1)).toBe(ceiling);
  });

  test('of everything on screen the soonest counts, and all over means stop', () => {
    const all = [watched('queued'), watched('running', { runningSince: NOW }), watched('done')];
    expect(shortestInterval(all, NOW)).toBe(1000);
    expect(shortestInterval([watched('done'), watched('uploading'), watched(null)], NOW)).toBeNull();
    expect(shortestInterval([], NOW)).toBeNull();
  });
});

import { beforeEach, expect, test, vi } from 'vitest';
import { createLiveParts } from '#lib/client/live-parts.ts';
import type { Progress, ProgressState, Stage } from '#lib/shared/progress.ts';

let now = 0;
let answer: () => void = () => undefined;
const refresh = vi.fn((_part: string, _id: string) => new Promise<void>((resolve) => (answer = resolve)));
const hear = (stage: Stage, state: ProgressState = 'running') =>
  parts('a', {
    ...{ episodeId: 'a', jobId: null, stage, percent: 1, etaMs: null, message: '', state },
    ...{ seq: 1, attempt: 1, updatedAt: now, error: null },
  } satisfies Progress);
let parts = createLiveParts({ refresh, now: () => now });

beforeEach(() => {
  now = 1000;
  refresh.mockClear();
  parts = createLiveParts({ refresh, now: () => now });
});

const answered = async () => {
  answer();
  await Promise.resolve();
  await Promise.resolve();
};

test('asks for what the stage makes grow, and for nothing else', async () => {
  hear('probe');
  hear('suggest');
  hear('render', 'queued');
  expect(refresh).not.toHaveBeenCalled();
  hear('transcribe');
  hear('render');
  expect(refresh.mock.calls).toEqual([
    ['transcript', 'a'],
    ['clips', 'a'],
  ]);
});

test('one question at a time, and four seconds between', async () => {
  hear('render');
  now += 10_000;
  hear('render');
  expect(refresh).toHaveBeenCalledTimes(1);
  now = 1100;
  await answered();
  now += 3900;
  hear('render');
  expect(refresh).toHaveBeenCalledTimes(1);
  now += 100;
  hear('render');
  expect(refresh).toHaveBeenCalledTimes(2);
});

test('what takes long is asked rarely', async () => {
  hear('transcribe');
  now += 2000;
  await answered();
  now += 39_000;
  hear('transcribe');
  expect(refresh).toHaveBeenCalledTimes(1);
  now += 1000;
  hear('transcribe');
  expect(refresh).toHaveBeenCalledTimes(2);
});

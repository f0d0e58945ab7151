import { expect, test } from 'vitest';
import type { JobRow } from '#db/rows.ts';
import type { JobKind, JobStatus } from '#lib/shared/states.ts';
import { RenderShare } from '#workers/render-share.ts';

function job(kind: JobKind, status: JobStatus): JobRow {
  return {
    id: `${kind}-${status}`,
    kind,
    status,
    episodeId: 'e',
    parentId: null,
    payload: {},
    priority: 0,
    attempts: 1,
    maxAttempts: 3,
    crashCount: 0,
    percent: null,
    runAt: 0,
    leaseToken: null,
    leaseOwner: null,
    leaseExpiresAt: null,
    cancelRequestedAt: null,
    errorCode: null,
    errorMessage: null,
    dedupeKey: null,
    createdAt: 0,
    startedAt: null,
    finishedAt: null,
  };
}

const renders = (...statuses: JobStatus[]) => [
  job('transcribe', 'succeeded'),
  ...statuses.map((status) => job('render', status)),
];

test('the share is that of all renders, also of failed ones', () => {
  const share = new RenderShare(() => 0);
  share.count(renders('succeeded', 'failed', 'running', 'running', 'queued'));
  expect(share.update('a', { percent: 50, message: '' })).toMatchObject({ percent: 50 });
  expect(share.update('b', { percent: 25, message: '' })).toEqual({
    percent: 55,
    etaMs: null,
    message: 'Rendering clip 3 of 5',
  });
  share.forget('a');
  expect(share.of('b').percent).toBe(45);
});

test('the time left comes from the pace since this process began', () => {
  let now = 1000;
  const share = new RenderShare(() => now);
  share.count(renders('succeeded', 'running', 'queued', 'queued'));
  expect(share.of('a').etaMs).toBeNull();
  now = 11_000;
  expect(share.update('a', { percent: 100, message: '' })).toMatchObject({ percent: 50, etaMs: 20_000 });
});

test('the last one keeps its number, and no render counts as one', () => {
  const share = new RenderShare(() => 0);
  share.count(renders('succeeded'));
  expect(share.of('a').message).toBe('Rendering clip 1 of 1');
  share.count([]);
  expect(share.of('a')).toMatchObject({ percent: 0, message: 'Rendering clip 1 of 1' });
});

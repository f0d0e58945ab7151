import { expect, test } from 'vitest';
import type { Transaction } from '#db/client.ts';
import { getEpisode, updateEpisodeStatement } from '#db/repositories/episodes.ts';
import { changeJob } from '#db/repositories/jobs/change.ts';
import { failJob } from '#db/repositories/jobs/fail.ts';
import { heartbeatJob } from '#db/repositories/jobs/heartbeat.ts';
import { keepProgress } from '#db/repositories/jobs/keep-progress.ts';
import { LeaseLostError } from '#db/repositories/jobs/lease.ts';
import { releaseJob } from '#db/repositories/jobs/release.ts';
import { requestCancel } from '#db/repositories/jobs/request-cancel.ts';
import { succeedJob } from '#db/repositories/jobs/succeed.ts';
import { sweepExpired } from '#db/repositories/jobs/sweep-expired.ts';
import { insertRenderStatement, settleRenderStatements } from '#db/repositories/renders.ts';
import { describeEachDatabase } from '#tests/helpers/databases.ts';
import { claimed, claimNext, episodeState, FREE, NOW, renderStatus, row, running, twoRenders } from './job-steps.ts';
import { render } from './rows.ts';

describeEachDatabase('ending jobs', (getDb) => {
  test('a success writes its effects and frees the job', async () => {
    const { job, lease } = await running(getDb());
    const after = await succeedJob(
      getDb(),
      lease,
      (tx) => [updateEpisodeStatement(tx, job.episodeId ?? '', { language: 'en', state: 'ready' })],
      NOW + 9,
    );
    expect(after).toMatchObject({ ...FREE, status: 'succeeded', percent: 100, finishedAt: NOW + 9 });
    expect(await episodeState(getDb(), job.episodeId)).toBe('ready');
  });

  test('effects that fail leave the job running', async () => {
    const { job, lease } = await running(getDb());
    const failing = succeedJob(getDb(), lease, (tx) => [
      updateEpisodeStatement(tx, job.episodeId ?? '', { state: 'ready' }),
      insertRenderStatement(tx, render('no-such-clip')),
    ]);
    await expect(failing).rejects.toThrow();
    expect((await row(getDb(), job.id)).status).toBe('running');
    expect(await episodeState(getDb(), job.episodeId)).toBe('processing');
  });

  test('nothing of a worker whose lease is lost is written', async () => {
    const { job, lease } = await running(getDb());
    await sweepExpired(getDb(), NOW + 60_001);
    const second = await claimed(getDb(), NOW + 60_002);
    expect(second.job).toMatchObject({ id: job.id, attempts: 2, crashCount: 1 });
    const before = await row(getDb(), job.id);

    const effects = (tx: Transaction) => [updateEpisodeStatement(tx, job.episodeId ?? '', { title: 'from a zombie' })];
    await expect(succeedJob(getDb(), lease, effects)).rejects.toThrow(LeaseLostError);
    await expect(failJob(getDb(), lease, { code: 'media_unreadable' })).rejects.toThrow(LeaseLostError);
    await expect(releaseJob(getDb(), lease)).rejects.toThrow(LeaseLostError);
    await expect(keepProgress(getDb(), lease, 50)).rejects.toThrow(LeaseLostError);
    expect(await heartbeatJob(getDb(), lease)).toEqual({ lost: true, cancelRequested: false });

    // Also when it looked before the lease was lost, and writes after it.
    expect(await changeJob(getDb(), job, () => ({ patch: { status: 'succeeded' }, effects }))).toBeNull();
    expect((await getEpisode(getDb(), job.episodeId ?? ''))?.title).toBe('Episode');
    expect(await row(getDb(), job.id)).toEqual(before);
    expect(await heartbeatJob(getDb(), second.lease)).toEqual({ lost: false, cancelRequested: false });
  });

  test('a job ends once: its own token is worth nothing afterwards', async () => {
    const { lease } = await running(getDb());
    await succeedJob(getDb(), lease, () => []);
    await expect(succeedJob(getDb(), lease, () => [])).rejects.toThrow(LeaseLostError);
    expect((await heartbeatJob(getDb(), lease)).lost).toBe(true);
  });

  test('a heartbeat renews the lease, and also one that ran out while nobody took it', async () => {
    const { job, lease } = await running(getDb());
    await heartbeatJob(getDb(), lease, { now: NOW + 20_000, percent: 12.5 });
    expect(await row(getDb(), job.id)).toMatchObject({ leaseExpiresAt: NOW + 80_000, percent: 12.5 });
    expect((await heartbeatJob(getDb(), lease, { now: NOW + 500_000, leaseMs: 5000 })).lost).toBe(false);
    expect(await row(getDb(), job.id)).toMatchObject({ leaseExpiresAt: NOW + 505_000, percent: 12.5 });
  });

  test('a failure waits longer with each attempt, at random, three times', async () => {
    const { job, lease } = await running(getDb());
    const failure = { code: 'engine_failed', message: 'signal 11' } as const;
    const first = await failJob(getDb(), lease, failure, { now: NOW, random: () => 1 });
    expect(first).toMatchObject({ ...FREE, status: 'queued', runAt: NOW + 4000, errorCode: 'engine_failed' });
    expect(await episodeState(getDb(), job.episodeId)).toBe('processing');
    expect(await claimNext(getDb(), NOW + 3999)).toBeNull();

    const second = await claimed(getDb(), NOW + 4000);
    const again = await failJob(getDb(), second.lease, failure, { now: NOW + 5000, random: () => 0.5 });
    expect(again).toMatchObject({ status: 'queued', attempts: 2, runAt: NOW + 9000 });

    const third = await claimed(getDb(), NOW + 9000);
    const last = await failJob(getDb(), third.lease, failure, { now: NOW + 9500 });
    expect(last).toMatchObject({ ...FREE, status: 'failed', attempts: 3, finishedAt: NOW + 9500 });
    expect(last).toMatchObject({ errorCode: 'engine_failed', errorMessage: 'signal 11' });
    expect(await episodeState(getDb(), job.episodeId)).toBe('failed');
  });

  test('a failure that the same file brings about again ends the job at once', async () => {
    const { job, lease } = await running(getDb(), { kind: 'probe' });
    const after = await failJob(getDb(), lease, { code: 'media_no_audio' });
    expect(after).toMatchObject({ status: 'failed', attempts: 1, errorCode: 'media_no_audio' });
    expect(await episodeState(getDb(), job.episodeId)).toBe('failed');
  });

  test('a job that is given back counts no attempt', async () => {
    const { job, lease } = await running(getDb());
    const after = await releaseJob(getDb(), lease, { now: NOW + 100 });
    expect(after).toMatchObject({ ...FREE, status: 'queued', attempts: 0, crashCount: 0, runAt: NOW + 100 });
    const delayed = await claimed(getDb(), NOW + 100);
    expect(delayed.job.id).toBe(job.id);
    expect((await releaseJob(getDb(), delayed.lease, { now: NOW, delayMs: 30_000 })).runAt).toBe(NOW + 30_000);
  });

  test('a failed render ends alone; the episode is ready when the last is over', async () => {
    const { episodeId, renderIds } = await twoRenders(getDb());
    const first = await claimed(getDb());
    await failJob(getDb(), first.lease, { code: 'media_unreadable', message: 'frame 3' });
    const [firstId, secondId] = first.job.dedupeKey === `render:${renderIds[0]}` ? renderIds : [...renderIds].reverse();
    expect(await renderStatus(getDb(), firstId ?? '')).toBe('failed');
    expect(await renderStatus(getDb(), secondId ?? '')).toBe('queued');
    expect(await episodeState(getDb(), episodeId)).toBe('processing');

    const second = await claimed(getDb());
    const done = { status: 'done', durationMs: 1 } as const;
    await succeedJob(getDb(), second.lease, (tx) => settleRenderStatements(tx, episodeId, secondId ?? '', done));
    expect(await renderStatus(getDb(), secondId ?? '')).toBe('done');
    expect(await episodeState(getDb(), episodeId)).toBe('ready');
  });

  test('a render that waits for its next attempt is queued again', async () => {
    const { episodeId, renderIds } = await twoRenders(getDb());
    const { job, lease } = await claimed(getDb());
    const renderId = job.dedupeKey === `render:${renderIds[0]}` ? renderIds[0] : renderIds[1];
    await failJob(getDb(), lease, { code: 'ffmpeg_failed' });
    expect(await renderStatus(getDb(), renderId)).toBe('queued');
    expect(await episodeState(getDb(), episodeId)).toBe('processing');
  });

  test.each(['succeed', 'fail', 'release'] as const)(
    'a cancel that was requested wins over what the worker wanted (%s)',
    async (end) => {
      const { job, lease } = await running(getDb());
      await requestCancel(getDb(), job.id, NOW + 1);
      const ends = {
        succeed: () =>
          succeedJob(getDb(), lease, (tx) => [updateEpisodeStatement(tx, job.episodeId ?? '', { title: 'done' })]),
        fail: () => failJob(getDb(), lease, { code: 'internal' }),
        release: () => releaseJob(getDb(), lease),
      };
      expect(await ends[end]()).toMatchObject({ ...FREE, status: 'canceled', errorCode: 'job_canceled' });
      expect(await episodeState(getDb(), job.episodeId)).toBe('canceled');
    },
  );
});

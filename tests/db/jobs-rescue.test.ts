import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { atomic } from '#db/atomic.ts';
import { insertAssetStatement } from '#db/repositories/assets.ts';
import { databaseNow } from '#db/repositories/jobs/clock.ts';
import { enqueueJob } from '#db/repositories/jobs/enqueue.ts';
import { failJob } from '#db/repositories/jobs/fail.ts';
import { heartbeatJob } from '#db/repositories/jobs/heartbeat.ts';
import { keepProgress } from '#db/repositories/jobs/keep-progress.ts';
import { listEpisodeJobs } from '#db/repositories/jobs/list-episode-jobs.ts';
import { listHeldJobs } from '#db/repositories/jobs/list-held-jobs.ts';
import { listJobs } from '#db/repositories/jobs/list-jobs.ts';
import { queueStats } from '#db/repositories/jobs/queue-stats.ts';
import { requestCancel } from '#db/repositories/jobs/request-cancel.ts';
import { retryJob } from '#db/repositories/jobs/retry.ts';
import { succeedJob } from '#db/repositories/jobs/succeed.ts';
import { sweepExpired } from '#db/repositories/jobs/sweep-expired.ts';
import { describeEachDatabase } from '#tests/helpers/databases.ts';
import {
  claimed,
  claimNext,
  episodeState,
  FREE,
  NOW,
  queued,
  queuedRender,
  renderStatus,
  row,
  running,
  twoRenders,
} from './job-steps.ts';
import { asset, storeEpisode } from './rows.ts';

describeEachDatabase('jobs whose worker is gone', (getDb, context) => {
  test('a lease is left alone until it has run out', async () => {
    await running(getDb());
    expect(await sweepExpired(getDb(), NOW + 60_000)).toEqual([]);
    const [swept] = await sweepExpired(getDb(), NOW + 60_001);
    expect(swept).toMatchObject({ ...FREE, status: 'queued', attempts: 1, crashCount: 1, runAt: NOW + 60_001 });
  });

  test('a lease from before the clock was set back counts as run out', async () => {
    await running(getDb());
    expect(await sweepExpired(getDb(), NOW - 5 * 60_000)).toEqual([]);
    expect(await sweepExpired(getDb(), NOW - 3_600_000)).toHaveLength(1);
  });

  test('the second crash in a row poisons the job and fails the episode', async () => {
    const { job } = await running(getDb());
    await sweepExpired(getDb(), NOW + 60_001);
    await claimed(getDb(), NOW + 60_001);
    const [swept] = await sweepExpired(getDb(), NOW + 200_000);
    expect(swept).toMatchObject({ ...FREE, status: 'poisoned', crashCount: 2, errorCode: 'job_crashed' });
    expect(swept?.finishedAt).toBe(NOW + 200_000);
    expect(await episodeState(getDb(), job.episodeId)).toBe('failed');
    expect(await claimNext(getDb(), NOW + 300_000)).toBeNull();
  });

  test('kept progress forgives crashes, however many', async () => {
    const { job } = await running(getDb());
    for (let round = 1; round <= 5; round += 1) {
      const now = NOW + round * 100_000;
      const [swept] = await sweepExpired(getDb(), now);
      expect(swept).toMatchObject({ id: job.id, status: 'queued', crashCount: 1 });
      const { lease } = await claimed(getDb(), now);
      await keepProgress(getDb(), lease, round * 10);
      expect(await row(getDb(), job.id)).toMatchObject({ crashCount: 0, percent: round * 10 });
    }
  });

  test('an attempt that failed in order is no crash', async () => {
    await running(getDb());
    await sweepExpired(getDb(), NOW + 60_001);
    const second = await claimed(getDb(), NOW + 60_001);
    expect(await failJob(getDb(), second.lease, { code: 'internal' }, { random: () => 0 })).toMatchObject({
      status: 'queued',
      crashCount: 0,
    });
  });

  test('a poisoned render ends its row, and the episode when it was the last', async () => {
    const episodeId = await storeEpisode(getDb());
    const { renderId } = await queuedRender(getDb(), episodeId);
    for (const now of [NOW, NOW + 100_000]) {
      await claimed(getDb(), now);
      await sweepExpired(getDb(), now + 60_001);
    }
    expect(await renderStatus(getDb(), renderId)).toBe('failed');
    expect(await episodeState(getDb(), episodeId)).toBe('ready');
  });

  test('many sweepers at once count one crash', async () => {
    const { job } = await running(getDb());
    const connections = await Promise.all(Array.from({ length: 4 }, () => context.open()));
    const swept = await Promise.all(connections.map((db) => sweepExpired(db, NOW + 60_001)));
    expect(swept.flat()).toHaveLength(1);
    expect((await row(getDb(), job.id)).crashCount).toBe(1);
  });

  test('a heartbeat between looking and taking keeps the job', async () => {
    const { job, lease } = await running(getDb());
    const [sweep, beat] = await Promise.all([
      sweepExpired(getDb(), NOW + 60_001),
      heartbeatJob(getDb(), lease, { now: NOW + 60_001 }),
    ]);
    const after = await row(getDb(), job.id);
    expect(after.status).toBe(sweep.length === 1 ? 'queued' : 'running');
    if (after.status === 'running') expect(beat.lost).toBe(false);
  });

  test('a crashed job that was to be canceled is canceled', async () => {
    const { job } = await running(getDb());
    await requestCancel(getDb(), job.id);
    await sweepExpired(getDb(), NOW + 60_001);
    expect((await row(getDb(), job.id)).status).toBe('canceled');
    expect(await episodeState(getDb(), job.episodeId)).toBe('canceled');
  });
});

describeEachDatabase("jobs at a person's hand", (getDb) => {
  test('a job that waits is canceled at once', async () => {
    const job = await queued(getDb());
    const after = await requestCancel(getDb(), job.id, NOW + 1);
    expect(after).toMatchObject({ status: 'canceled', errorCode: 'job_canceled', finishedAt: NOW + 1 });
    expect(await episodeState(getDb(), job.episodeId)).toBe('canceled');
    expect(await claimNext(getDb())).toBeNull();
  });

  test('the worker of a running job hears of a cancel', async () => {
    const { job, lease } = await running(getDb());
    expect(await requestCancel(getDb(), job.id, NOW + 1)).toMatchObject({
      status: 'running',
      cancelRequestedAt: NOW + 1,
    });
    expect(await requestCancel(getDb(), job.id, NOW + 2)).toMatchObject({ cancelRequestedAt: NOW + 1 });
    expect(await heartbeatJob(getDb(), lease)).toEqual({ lost: false, cancelRequested: true });
    expect(await listHeldJobs(getDb(), 'worker-1')).toEqual([{ token: lease.token, cancelRequestedAt: NOW + 1 }]);
    expect(await listHeldJobs(getDb(), 'worker-2')).toEqual([]);
  });

  test('what has ended stays as it is', async () => {
    const { job, lease } = await running(getDb());
    await succeedJob(getDb(), lease, () => []);
    expect(await requestCancel(getDb(), job.id)).toMatchObject({ status: 'succeeded', cancelRequestedAt: null });
    await expect(requestCancel(getDb(), 'no-such-job')).rejects.toMatchObject({ code: 'job_not_found' });
  });

  test('a canceled render leaves the others; the last makes the episode ready', async () => {
    const { episodeId, renderIds } = await twoRenders(getDb());
    for (const [index, state] of (['processing', 'ready'] as const).entries()) {
      const job = (await listEpisodeJobs(getDb(), episodeId))[index];
      await requestCancel(getDb(), job?.id ?? '');
      expect(await episodeState(getDb(), episodeId)).toBe(state);
    }
    for (const id of renderIds) expect(await renderStatus(getDb(), id)).toBe('canceled');
  });

  test('a failed step starts again with three more attempts', async () => {
    const { job, lease } = await running(getDb());
    await failJob(getDb(), lease, { code: 'model_language' });
    const again = await retryJob(getDb(), job.id, NOW + 7);
    expect(again).toMatchObject({ status: 'queued', attempts: 1, maxAttempts: 4, crashCount: 0, runAt: NOW + 7 });
    expect(again).toMatchObject({ errorCode: null, errorMessage: null, finishedAt: null, cancelRequestedAt: null });
    expect(await episodeState(getDb(), job.episodeId)).toBe('queued');
    expect((await claimed(getDb(), NOW + 7)).job).toMatchObject({ id: job.id, attempts: 2 });
    expect(await episodeState(getDb(), job.episodeId)).toBe('processing');
  });

  test('a failed render starts again, and with it the episode', async () => {
    const episodeId = await storeEpisode(getDb(), { state: 'processing' });
    const { job, renderId } = await queuedRender(getDb(), episodeId);
    const { lease } = await claimed(getDb());
    await failJob(getDb(), lease, { code: 'media_unreadable' });
    expect(await episodeState(getDb(), episodeId)).toBe('ready');
    await retryJob(getDb(), job.id);
    expect(await renderStatus(getDb(), renderId)).toBe('queued');
    expect(await episodeState(getDb(), episodeId)).toBe('processing');
  });

  test.each(['queued', 'running', 'succeeded'] as const)('a %s job cannot be started again', async (status) => {
    const { id } = await queued(getDb());
    await getDb().orm.update(getDb().tables.jobs).set({ status }).where(eq(getDb().tables.jobs.id, id));
    await expect(retryJob(getDb(), id)).rejects.toMatchObject({ code: 'job_not_retryable' });
  });

  test('nor one whose work another job does by now, nor one whose file was unusable', async () => {
    const { job, lease } = await running(getDb());
    await failJob(getDb(), lease, { code: 'model_language' });
    const other = await enqueueJob(getDb(), { kind: job.kind, episodeId: job.episodeId });
    expect(other.id).not.toBe(job.id);
    await expect(retryJob(getDb(), job.id)).rejects.toMatchObject({ code: 'job_not_retryable' });

    const probe = await queued(getDb(), { kind: 'probe', priority: 9 });
    const second = await claimed(getDb());
    expect(second.job.id).toBe(probe.id);
    await failJob(getDb(), second.lease, { code: 'empty_file' });
    await expect(retryJob(getDb(), probe.id)).rejects.toMatchObject({ code: 'job_not_retryable' });
    await atomic(getDb(), (tx) => [insertAssetStatement(tx, asset(probe.episodeId ?? ''))]);
    expect(await retryJob(getDb(), probe.id)).toMatchObject({ status: 'queued' });
    await expect(retryJob(getDb(), 'no-such-job')).rejects.toMatchObject({ code: 'job_not_found' });
  });

  test('the queue is counted by state and kind', async () => {
    const { lease } = await running(getDb());
    await succeedJob(getDb(), lease, () => []);
    await running(getDb(), { kind: 'probe' });
    const waiting = await queued(getDb(), { kind: 'probe', runAt: NOW + 50 });
    await queued(getDb(), { kind: 'suggest', episodeId: waiting.episodeId, runAt: NOW + 60 });
    const stats = await queueStats(getDb());
    expect(stats.byStatus).toEqual({ queued: 2, running: 1, succeeded: 1, failed: 0, canceled: 0, poisoned: 0 });
    expect(stats.byKind.probe).toEqual({ queued: 1, running: 1 });
    expect(stats.byKind.render).toEqual({ queued: 0, running: 0 });
    expect(stats).toMatchObject({ liveEpisodes: 2, oldestRunAt: NOW + 50 });
    expect(await listJobs(getDb(), { statuses: ['succeeded'] })).toHaveLength(1);
    expect(await listJobs(getDb())).toHaveLength(4);
  });

  test('the time of the database is the present', async () => {
    expect(Math.abs((await databaseNow(getDb())) - Date.now())).toBeLessThan(5000);
  });
});

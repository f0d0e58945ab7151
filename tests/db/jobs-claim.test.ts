import { expect, test } from 'vitest';
import { claimJob } from '#db/repositories/jobs/claim.ts';
import { MAX_AHEAD_MS } from '#db/repositories/jobs/clock.ts';
import { enqueueJob, enqueueJobStatement } from '#db/repositories/jobs/enqueue.ts';
import { succeedJob } from '#db/repositories/jobs/succeed.ts';
import { newId } from '#lib/shared/ids.ts';
import { describeEachDatabase } from '#tests/helpers/databases.ts';
import {
  claimed,
  claimNext,
  episodeState,
  NOW,
  queued,
  queuedRender,
  renderStatus,
  row,
  running,
} from './job-steps.ts';
import { storeEpisode } from './rows.ts';

describeEachDatabase('queueing and claiming jobs', (getDb, context) => {
  test('a claim takes the job, with a token, a lease of a minute and an attempt', async () => {
    const { id } = await queued(getDb(), { payload: { language: 'en' } });
    const { job } = await claimed(getDb(), NOW + 5);
    expect(job).toMatchObject({
      id,
      status: 'running',
      attempts: 1,
      leaseOwner: 'worker-1',
      leaseExpiresAt: NOW + 60_005,
      startedAt: NOW + 5,
      createdAt: NOW,
      payload: { language: 'en' },
    });
    expect(job.leaseToken).toMatch(/^[0-9a-f]{32}$/);
    expect(await claimNext(getDb())).toBeNull();
  });

  test('a claim without a time given uses the present', async () => {
    const { id } = await queued(getDb(), { now: undefined });
    const job = await claimJob(getDb(), { kinds: ['transcribe'], owner: 'w' });
    expect(job?.id).toBe(id);
    expect(Math.abs((job?.startedAt ?? 0) - Date.now())).toBeLessThan(5000);
    expect((job?.leaseExpiresAt ?? 0) - (job?.startedAt ?? 0)).toBeGreaterThanOrEqual(60_000);
  });

  test('the higher priority comes first, then whoever waits longest', async () => {
    const late = await queued(getDb(), { runAt: NOW - 1 });
    const early = await queued(getDb(), { runAt: NOW - 2 });
    const urgent = await queued(getDb(), { runAt: NOW, priority: 5 });
    const order = [await claimed(getDb()), await claimed(getDb()), await claimed(getDb())];
    expect(order.map(({ job }) => job.id)).toEqual([urgent.id, early.id, late.id]);
  });

  test('a job that is not due stays, and one of another kind too', async () => {
    await queued(getDb(), { runAt: NOW + 1 });
    await queued(getDb(), { kind: 'suggest' });
    expect(await claimJob(getDb(), { kinds: ['transcribe', 'render'], owner: 'w', now: NOW })).toBeNull();
    expect(await claimJob(getDb(), { kinds: [], owner: 'w', now: NOW })).toBeNull();
  });

  test('a time that was written before the clock was set back does not hold a job up', async () => {
    const { id } = await queued(getDb(), { runAt: NOW + 3_600_000 });
    expect((await claimed(getDb(), NOW)).job.id).toBe(id);
    await queued(getDb(), { runAt: NOW + MAX_AHEAD_MS });
    expect(await claimNext(getDb(), NOW)).toBeNull();
  });

  test('of many claims at once each job goes to one', async () => {
    const ids = await Promise.all(Array.from({ length: 12 }, async () => (await queued(getDb())).id));
    const connections = await Promise.all(Array.from({ length: 4 }, () => context.open()));
    const taken = await Promise.all(
      connections.flatMap((db) => Array.from({ length: 5 }, () => claimNext(db).then((next) => next?.job.id ?? null))),
    );
    // One that found a row just being claimed may have come away empty; what was taken was taken once.
    const first = taken.filter((id) => id !== null);
    expect(new Set(first).size).toBe(first.length);
    const rest: string[] = [];
    for (let next = await claimNext(getDb()); next; next = await claimNext(getDb())) rest.push(next.job.id);
    expect([...first, ...rest].sort()).toEqual([...ids].sort());
  });

  test('a claim sets its episode and its render going', async () => {
    const episodeId = await storeEpisode(getDb());
    const { renderId } = await queuedRender(getDb(), episodeId);
    const { job } = await claimed(getDb());
    expect(await episodeState(getDb(), episodeId)).toBe('processing');
    expect(await renderStatus(getDb(), renderId)).toBe('running');
    expect(job.dedupeKey).toBe(`render:${renderId}`);
  });

  test('the same work is queued once while it waits or runs, and again afterwards', async () => {
    const first = await queued(getDb());
    const again = { kind: first.kind, episodeId: first.episodeId, now: NOW };
    expect((await enqueueJob(getDb(), again)).id).toBe(first.id);
    const { lease } = await claimed(getDb());
    expect(await enqueueJobStatement(getDb(), again)).toEqual([]);
    await succeedJob(getDb(), lease, () => []);
    expect((await enqueueJob(getDb(), again)).id).not.toBe(first.id);
  });

  test('jobs without a dedupe key are as many as there are', async () => {
    const episodeId = await storeEpisode(getDb());
    const one = await queued(getDb(), { episodeId, dedupeKey: null });
    const two = await queued(getDb(), { episodeId, dedupeKey: null });
    expect(one.id).not.toBe(two.id);
    const loose = await queued(getDb(), { episodeId: null });
    expect(loose.dedupeKey).toBeNull();
  });

  test('many at once queue the same work once', async () => {
    const episodeId = await storeEpisode(getDb());
    const connections = await Promise.all(Array.from({ length: 4 }, () => context.open()));
    const jobs = await Promise.all(connections.map((db) => enqueueJob(db, { kind: 'probe', episodeId })));
    expect(new Set(jobs.map((job) => job.id)).size).toBe(1);
  });

  test('a success queues what follows in the same transaction', async () => {
    const { job, lease } = await running(getDb(), { kind: 'probe', payload: { count: 3 } });
    const nextId = newId();
    await succeedJob(getDb(), lease, (tx) => [
      enqueueJobStatement(tx, {
        id: nextId,
        kind: 'transcribe',
        episodeId: job.episodeId,
        parentId: job.id,
        payload: job.payload,
      }),
    ]);
    expect(await row(getDb(), nextId)).toMatchObject({ parentId: job.id, status: 'queued', payload: { count: 3 } });
  });
});

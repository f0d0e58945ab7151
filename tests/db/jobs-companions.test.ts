import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { claimCompanions } from '#db/repositories/jobs/claim-companions.ts';
import { pauseQueue } from '#db/repositories/jobs/paused.ts';
import { getRender } from '#db/repositories/renders.ts';
import { newId } from '#lib/shared/ids.ts';
import type { Aspect } from '#lib/shared/states.ts';
import { describeEachDatabase } from '#tests/helpers/databases.ts';
import { claimed, NOW, queued, row } from './job-steps.ts';
import { storeClip, storeEpisode, storeRender } from './rows.ts';

describeEachDatabase('renders of one clip that are claimed together', (getDb) => {
  const options = { owner: 'worker-1', now: NOW };

  async function shapes(aspects: readonly Aspect[], given: { runAt?: number } = {}) {
    const episodeId = await storeEpisode(getDb(), { state: 'processing' });
    const clipId = await storeClip(getDb(), episodeId);
    const jobs = [];
    for (const aspect of aspects) {
      const jobId = newId();
      const renderId = await storeRender(getDb(), clipId, { aspect, jobId });
      jobs.push(await queued(getDb(), { id: jobId, kind: 'render', episodeId, payload: { renderId }, ...given }));
    }
    return { episodeId, jobs };
  }

  test('the other shapes that wait come along, each with a lease of its own', async () => {
    const { jobs } = await shapes(['9:16', '1:1', '16:9']);
    const { job } = await claimed(getDb());
    const elsewhere = await shapes(['9:16']);
    const companions = await claimCompanions(getDb(), job, options);
    const all = [job, ...companions];
    expect(all.map(({ id }) => id).toSorted()).toEqual(jobs.map(({ id }) => id).toSorted());
    expect(new Set(all.map(({ leaseToken }) => leaseToken)).size).toBe(3);
    for (const one of companions) {
      expect(one).toMatchObject({ status: 'running', attempts: 1, leaseOwner: 'worker-1' });
      const renderId = (one.payload as { renderId: string }).renderId;
      expect((await getRender(getDb(), renderId))?.status).toBe('running');
    }
    expect((await row(getDb(), elsewhere.jobs[0]?.id ?? '')).status).toBe('queued');
    expect(await claimCompanions(getDb(), job, options)).toEqual([]);
  });

  test('what a worker has died over is rendered by itself', async () => {
    const { jobs } = await shapes(['9:16', '1:1', '16:9']);
    const { job } = await claimed(getDb());
    const other = jobs.find(({ id }) => id !== job.id);
    const { jobs: table } = getDb().tables;
    await getDb()
      .orm.update(table)
      .set({ crashCount: 1 })
      .where(eq(table.id, other?.id ?? ''));
    expect(await claimCompanions(getDb(), { ...job, crashCount: 1 }, options)).toEqual([]);
    expect((await claimCompanions(getDb(), job, options)).map(({ id }) => id)).not.toContain(other?.id);
    expect((await row(getDb(), other?.id ?? '')).status).toBe('queued');
  });

  test('none that is not due, and none while the queue is paused', async () => {
    await shapes(['9:16']);
    const { job } = await claimed(getDb());
    const clipId = (await getRender(getDb(), (job.payload as { renderId: string }).renderId))?.clipId ?? '';
    const jobId = newId();
    const renderId = await storeRender(getDb(), clipId, { aspect: '4:5', jobId });
    const { episodeId } = job;
    await queued(getDb(), { id: jobId, kind: 'render', episodeId, payload: { renderId }, runAt: NOW + 60_000 });
    expect(await claimCompanions(getDb(), job, options)).toEqual([]);
    const later = { ...options, now: NOW + 61_000 };
    await pauseQueue(getDb());
    expect(await claimCompanions(getDb(), job, later)).toEqual([]);
  });
});

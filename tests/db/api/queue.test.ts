import { afterEach, beforeEach, expect, test } from 'vitest';
import { claimJob } from '#db/repositories/jobs/claim.ts';
import { failJob } from '#db/repositories/jobs/fail.ts';
import { AppError } from '#lib/server/app-error.ts';
import { queueSchema } from '#lib/shared/queue.ts';
import { describeEachDatabase } from '#tests/helpers/databases.ts';
import * as cancelRoute from '../../../app/api/queue/cancel/route.ts';
import * as pausedRoute from '../../../app/api/queue/paused/route.ts';
import * as retryRoute from '../../../app/api/queue/retry/route.ts';
import * as queueRoute from '../../../app/api/queue/route.ts';
import * as systemRoute from '../../../app/api/system/route.ts';
import { claimed, claimNext, NOW, queued, row } from '../job-steps.ts';
import { storeEpisode } from '../rows.ts';
import { type ApiUnderTest, call, openApi } from './studio-api.ts';

const MINUTE_MS = 60_000;

describeEachDatabase('the queue as a whole', (getDb, database) => {
  let api: ApiUnderTest;
  beforeEach(async () => {
    api = await openApi(database.env());
  });
  afterEach(() => api.close());

  const read = async () => queueSchema.parse(await (await call(queueRoute.GET)).json());
  const system = async () => (await call(systemRoute.GET)).json();
  const pause = (paused: boolean) => call(pausedRoute.PUT, { method: 'PUT', body: { paused } });

  test('while it is paused nothing is begun, and what waited comes when it goes on', async () => {
    const { id } = await queued(getDb());
    expect((await pause(true)).status).toBe(200);
    expect((await read()).stats.pausedSince).not.toBeNull();
    expect(await system()).toMatchObject({ queuePaused: true });
    expect(await claimNext(getDb())).toBeNull();
    await pause(true);
    await pause(false);
    expect((await read()).stats.pausedSince).toBeNull();
    expect(await system()).toMatchObject({ queuePaused: false });
    expect((await claimed(getDb())).job.id).toBe(id);
  });

  test('a job that waits long passes more urgent ones that came later', async () => {
    const patient = await queued(getDb(), { runAt: NOW - 70 * MINUTE_MS, priority: 0 });
    const urgent = await queued(getDb(), { runAt: NOW - MINUTE_MS, priority: 60 });
    const next = () => claimJob(getDb(), { kinds: ['transcribe'], owner: 'w', now: NOW });
    expect((await next())?.id).toBe(patient.id);
    expect((await next())?.id).toBe(urgent.id);
  });

  test('everything that failed is started again at once, and everything canceled', async () => {
    const episodeId = await storeEpisode(getDb(), { title: 'A title' });
    const { id } = await queued(getDb(), { episodeId, maxAttempts: 1 });
    const { lease } = await claimed(getDb());
    await failJob(getDb(), lease, new AppError('ffmpeg_failed'));
    expect((await read()).ended).toMatchObject([{ id, episodeTitle: 'A title', status: 'failed' }]);
    expect(await (await call(retryRoute.POST, { method: 'POST' })).json()).toEqual({ jobs: 1 });
    expect((await read()).live).toMatchObject([{ id, status: 'queued' }]);
    expect(await (await call(cancelRoute.POST, { method: 'POST' })).json()).toEqual({ jobs: 1 });
    expect(await row(getDb(), id)).toMatchObject({ status: 'canceled' });
    expect((await read()).live).toEqual([]);
  });
});

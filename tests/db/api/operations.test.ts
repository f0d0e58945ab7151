import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { atomic } from '#db/atomic.ts';
import { insertAssetStatement } from '#db/repositories/assets.ts';
import { getUpload } from '#db/repositories/uploads.ts';
import { touchWorker } from '#db/repositories/workers.ts';
import { createUploadRow } from '#lib/server/uploads/create.ts';
import { readRecord } from '#lib/server/uploads/record.ts';
import { systemSchema } from '#lib/shared/api/system.ts';
import { newId } from '#lib/shared/ids.ts';
import { describeEachDatabase } from '#tests/helpers/databases.ts';
import { strict } from '#tests/helpers/strict.ts';
import * as mediaRoute from '../../../app/api/media/[assetId]/route.ts';
import * as settingsRoute from '../../../app/api/settings/route.ts';
import * as systemRoute from '../../../app/api/system/route.ts';
import * as metricsRoute from '../../../app/metrics/route.ts';
import * as queueRoute from '../../../app/queue/stats/route.ts';
import * as readyRoute from '../../../app/ready/route.ts';
import * as storageRoute from '../../../app/storage/stats/route.ts';
import { queued } from '../job-steps.ts';
import { asset, storeEpisode } from '../rows.ts';
import { type ApiUnderTest, call, openApi } from './studio-api.ts';

describeEachDatabase('operations over the API', (getDb, database) => {
  let api: ApiUnderTest;
  beforeEach(async () => {
    api = await openApi(database.env());
  });
  afterEach(() => api.close());

  const worker = (lastSeenAt: number) => ({
    id: newId(),
    pid: 1,
    startedAt: 1,
    lastSeenAt,
    speech: { state: 'ready', message: 'Ready', percent: null, wordTimes: 'coarse' },
  });

  test('the system: no worker, then one with its engine', async () => {
    const read = async () => strict(systemSchema).parse(await (await call(systemRoute.GET)).json());
    expect(await read()).toMatchObject({
      worker: { alive: false, lastSeenAt: null },
      speech: { state: 'unknown' },
      settings: { model: 'base', aspect: '9:16', clipCount: 10 },
    });
    await touchWorker(getDb(), worker(Date.now()));
    const view = await read();
    expect(view).toMatchObject({ worker: { alive: true }, speech: { state: 'ready', wordTimes: 'coarse' } });
    expect(view.notices.map((notice) => notice.code)).toContain('coarse_word_times');
    expect(view.limits.extensions).toContain('.opus');
    expect(view.storage.freeBytes).toBeGreaterThan(0);
  });

  test('settings are changed one by one and kept', async () => {
    const save = (body: unknown) => call(settingsRoute.PATCH, { method: 'PATCH', body });
    await save({ aspect: '1:1' });
    const answer = systemSchema.parse(await (await save({ clipCount: 5 })).json());
    expect(answer.settings).toEqual({ model: 'base', aspect: '1:1', clipCount: 5 });
    expect(await (await call(settingsRoute.GET)).json()).toEqual(answer.settings);
    for (const bad of [{ aspect: '3:2' }, { clipCount: 0 }, { clipCount: 21 }, { model: 'x'.repeat(61) }]) {
      expect((await save(bad)).status).toBe(400);
    }
  });

  test('what is chosen counts for the next upload, unless it brings its own', async () => {
    const create = async (options?: string) => {
      const id = newId();
      const metadata = { filename: 'a.mp3', ...(options === undefined ? {} : { options }) };
      const context = { env: api.context.env, db: getDb(), logger: api.context.logger };
      await createUploadRow(context, { id, sizeBytes: 1000, metadata });
      return readRecord({ id, tus: (await getUpload(getDb(), id))?.tus ?? null }).options;
    };
    expect(await create()).toEqual({});
    await call(settingsRoute.PATCH, { method: 'PATCH', body: { model: 'small', aspect: '1:1', clipCount: 4 } });
    expect(await create()).toEqual({ model: 'small', aspect: '1:1', count: 4 });
    expect(await create('{"aspect":"16:9"}')).toEqual({ model: 'small', aspect: '16:9', count: 4 });
  });

  test('ready needs a living worker', async () => {
    const look = async () => {
      const response = await call(readyRoute.GET);
      return { status: response.status, ...(await response.json()) };
    };
    await touchWorker(getDb(), worker(Date.now() - 120_000));
    expect(await look()).toMatchObject({
      status: 503,
      ready: false,
      checks: { database: { ok: true }, worker: { ok: false, reason: 'no worker is running' } },
    });
    await touchWorker(getDb(), worker(Date.now()));
    expect(await look()).toMatchObject({ status: 200, ready: true });
  });

  test('metrics count jobs, episodes, storage and requests', async () => {
    const episodeId = await storeEpisode(getDb());
    await queued(getDb(), { kind: 'probe', episodeId });
    await atomic(getDb(), (tx) => [insertAssetStatement(tx, asset(episodeId, { sizeBytes: 5_000_000_000 }))]);
    await call(systemRoute.GET);
    const response = await call(metricsRoute.GET);
    expect(response.headers.get('content-type')).toContain('text/plain');
    const text = await response.text();
    expect(text).toContain('podpromo_database_up 1');
    expect(text).toContain('podpromo_jobs_live{kind="probe",status="queued"} 1');
    expect(text).toContain('podpromo_episodes{state="queued"} 1');
    expect(text).toContain('podpromo_storage_bytes{what="asset"} 5000000000');
    expect(text).toMatch(
      /podpromo_http_request_duration_seconds_count\{route="\/api\/system",method="GET",status="200"\}/,
    );
    expect(text).toContain('process_resident_memory_bytes');
  });

  test('queue and storage in numbers', async () => {
    const episodeId = await storeEpisode(getDb());
    await queued(getDb(), { kind: 'probe', episodeId });
    await touchWorker(getDb(), worker(Date.now()));
    expect(await (await call(queueRoute.GET)).json()).toMatchObject({
      byStatus: { queued: 1, running: 0 },
      byKind: { probe: { queued: 1 } },
      liveEpisodes: 1,
      workersAlive: 1,
      limits: { maxConcurrentJobs: 3, maxQueueSize: 100 },
      recent: { hours: 24, succeededPerHour: 0, failures: {}, runMs: { probe: null } },
    });
    await atomic(getDb(), (tx) => [insertAssetStatement(tx, asset(episodeId, { sizeBytes: 1234 }))]);
    expect(await (await call(storageRoute.GET)).json()).toMatchObject({
      usedBytes: 1234,
      assetBytes: 1234,
      openUploadBytes: 0,
      limitBytes: 50_000_000_000,
    });
  });

  test('where the time of jobs goes, in both', async () => {
    const stages = [
      { kind: 'render', stage: 'encode', count: 2, seconds: 3 },
      { kind: 'render', stage: 'wait', count: 1, seconds: 0.5 },
    ];
    const counts = { total: 0, slow: 0, seconds: 0 };
    const metrics = { cpuSeconds: 1, residentBytes: 1, loopDelaySeconds: 0, statements: counts, jobs: [], stages };
    const now = Date.now();
    for (const lastSeenAt of [now, now, now - 3_600_000]) {
      await touchWorker(getDb(), { id: newId(), pid: 1, startedAt: now, lastSeenAt, metrics });
    }
    expect(await (await call(queueRoute.GET)).json()).toMatchObject({
      stages: [
        { kind: 'render', stage: 'wait', attempts: 2, ms: 1000 },
        { kind: 'render', stage: 'encode', attempts: 4, ms: 6000 },
      ],
    });
    const text = await (await call(metricsRoute.GET)).text();
    expect(text).toContain('podpromo_worker_job_stage_seconds_total{worker="1",kind="render",stage="encode"} 3');
    expect(text).toContain('podpromo_worker_job_stages_total{worker="0",kind="render",stage="wait"} 1');
  });

  test('what ended within METRICS_RETENTION_HOURS, in both', async () => {
    const { jobs } = getDb().tables;
    const end = async (agoMs: number) => {
      const job = await queued(getDb(), { kind: 'render' });
      const finishedAt = Date.now() - agoMs;
      const set = { status: 'succeeded', finishedAt, startedAt: finishedAt - 3000 } as const;
      await getDb().orm.update(jobs).set(set).where(eq(jobs.id, job.id));
    };
    const hour = 3_600_000;
    for (const agoMs of [0, 23 * hour, 25 * hour]) await end(agoMs);
    expect(await (await call(queueRoute.GET)).json()).toMatchObject({
      byStatus: { succeeded: 3 },
      recent: {
        succeededPerHour: 0.083,
        byKind: { render: { succeeded: 2 } },
        runMs: { render: { p50: 3000, p95: 3000, max: 3000 } },
      },
    });
    const text = await (await call(metricsRoute.GET)).text();
    expect(text).toContain('podpromo_jobs_recent{kind="render",status="succeeded"} 2');
    expect(text).toContain('podpromo_job_run_seconds{kind="render",quantile="0.95"} 3');
  });

  test('media: played, saved under a name, in parts; nothing outside of its folder', async () => {
    const { env } = api.context;
    const episodeId = await storeEpisode(getDb());
    const store = async (path: string, mimeType: string) => {
      const row = asset(episodeId, { kind: 'clip_video', root: 'clips', path, mimeType });
      await atomic(getDb(), (tx) => [insertAssetStatement(tx, row)]);
      return row.id;
    };
    const path = `${episodeId}/r/clip.mp4`;
    await mkdir(join(env.clipsDir, dirname(path)), { recursive: true });
    await writeFile(join(env.clipsDir, path), 'abcdefghij');
    await writeFile(join(env.dataDir, 'secret'), 'secret');
    const id = await store(path, 'video/mp4');
    const get = (assetId: string, more: { search?: string; headers?: Record<string, string> } = {}) =>
      call(mediaRoute.GET, { params: { assetId }, ...more });
    const part = await get(id, { headers: { range: 'bytes=2-4' } });
    expect(part.status).toBe(206);
    expect(await part.text()).toBe('cde');
    expect(part.headers.get('content-security-policy')).toMatch(/^sandbox/);
    const saved = await get(id, { search: '?download=My%20clip' });
    expect(saved.headers.get('content-disposition')).toContain('filename="My clip.mp4"');
    await saved.body?.cancel();

    for (const outside of ['../secret', `${episodeId}/../../secret`, '/etc/passwd']) {
      const response = await get(await store(outside, 'video/mp4'));
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({ code: 'asset_not_found' });
    }
    expect((await get(newId())).status).toBe(404);
    expect((await get('../secret')).status).toBe(404);
    expect((await get(await store(`${episodeId}/r/gone.mp4`, 'video/mp4'))).status).toBe(404);
  });
});

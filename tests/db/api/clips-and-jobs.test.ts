import { afterEach, beforeEach, expect, test } from 'vitest';
import { updateEpisode } from '#db/repositories/episodes.ts';
import { failJob } from '#db/repositories/jobs/fail.ts';
import { AppError } from '#lib/server/app-error.ts';
import { clipListSchema, clipViewSchema, feedbackViewSchema, renderViewSchema } from '#lib/shared/api/clips.ts';
import { jobViewSchema } from '#lib/shared/api/jobs.ts';
import { newId } from '#lib/shared/ids.ts';
import { describeEachDatabase } from '#tests/helpers/databases.ts';
import { strict } from '#tests/helpers/strict.ts';
import * as feedbackRoute from '../../../app/api/clips/[clipId]/feedback/route.ts';
import * as renderRoute from '../../../app/api/clips/[clipId]/render/route.ts';
import * as clipRoute from '../../../app/api/clips/[clipId]/route.ts';
import * as cancelEpisodeRoute from '../../../app/api/episodes/[episodeId]/cancel/route.ts';
import * as clipsRoute from '../../../app/api/episodes/[episodeId]/clips/route.ts';
import * as jobsRoute from '../../../app/api/episodes/[episodeId]/jobs/route.ts';
import * as retryEpisodeRoute from '../../../app/api/episodes/[episodeId]/retry/route.ts';
import * as cancelJobRoute from '../../../app/api/jobs/[jobId]/cancel/route.ts';
import * as retryJobRoute from '../../../app/api/jobs/[jobId]/retry/route.ts';
import * as jobRoute from '../../../app/api/jobs/[jobId]/route.ts';
import { claimed, claimNext, episodeState, queued, row, twoRenders } from '../job-steps.ts';
import { storeClip, storeEpisode, storeRender } from '../rows.ts';
import { type ApiUnderTest, call, openApi } from './studio-api.ts';

describeEachDatabase('clips and jobs over the API', (getDb, database) => {
  let api: ApiUnderTest;
  beforeEach(async () => {
    api = await openApi(database.env());
  });
  afterEach(() => api.close());

  const codeOf = async (response: Response) => `${response.status} ${(await response.json()).code}`;
  const clipOf = (clipId: string) => ({ params: { clipId } });
  const episodeOf = (episodeId: string) => ({ params: { episodeId }, method: 'POST' });
  const jobOf = (jobId: string) => ({ params: { jobId }, method: 'POST' });

  test('a clip with a render that is done and one that failed', async () => {
    const episodeId = await storeEpisode(getDb(), { state: 'ready' });
    const clipId = await storeClip(getDb(), episodeId, { title: 'What/if: it "works"?' });
    const videoAssetId = newId();
    await storeRender(getDb(), clipId, { status: 'done', durationMs: 30_010, videoAssetId });
    await storeRender(getDb(), clipId, {
      status: 'failed',
      aspect: '1:1',
      errorCode: 'render_check_failed',
      createdAt: 2000,
    });
    const list = strict(clipListSchema).parse(await (await call(clipsRoute.GET, { params: { episodeId } })).json());
    const [done, failed] = list.clips[0]?.renders ?? [];
    expect(done).toMatchObject({
      videoUrl: `/api/media/${videoAssetId}`,
      srtUrl: null,
      downloadName: 'What if it works 9x16',
      error: null,
    });
    expect(failed?.error?.code).toBe('render_check_failed');
  });

  test('feedback: set, changed in part, taken back, refused', async () => {
    const clipId = await storeClip(getDb(), await storeEpisode(getDb()));
    const put = (body: unknown) => call(feedbackRoute.PUT, { ...clipOf(clipId), method: 'PUT', body });
    const read = async () =>
      strict(feedbackViewSchema).parse(await (await call(feedbackRoute.GET, clipOf(clipId))).json());
    expect(await read()).toEqual({ stars: null, thumb: null, reason: null, comment: null });
    await put({ stars: 4, thumb: 'down', reason: 'boring', comment: ' Meh. ' });
    await put({ thumb: null });
    expect(await read()).toEqual({ stars: 4, thumb: null, reason: 'boring', comment: 'Meh.' });
    for (const bad of [{ stars: 0 }, { stars: 6 }, { stars: 2.5 }, { thumb: 'sideways' }, { reason: 'x' }, []]) {
      expect(await codeOf(await put(bad))).toBe('400 bad_request');
    }
    expect(await codeOf(await call(feedbackRoute.PUT, { ...clipOf(newId()), method: 'PUT', body: { stars: 1 } }))).toBe(
      '404 clip_not_found',
    );
  });

  test('a clip can be renamed', async () => {
    const clipId = await storeClip(getDb(), await storeEpisode(getDb()));
    const response = await call(clipRoute.PATCH, { ...clipOf(clipId), method: 'PATCH', body: { title: 'New' } });
    expect(strict(clipViewSchema).parse(await response.json()).title).toBe('New');
    expect((await (await call(clipRoute.GET, clipOf(clipId))).json()).title).toBe('New');
    const missing = await call(clipRoute.PATCH, { ...clipOf(newId()), method: 'PATCH', body: { title: 'New' } });
    expect(await codeOf(missing)).toBe('404 clip_not_found');
  });

  test('a further aspect is rendered once, however often it is asked for', async () => {
    const episodeId = await storeEpisode(getDb(), { state: 'ready' });
    const clipId = await storeClip(getDb(), episodeId);
    const ask = () => call(renderRoute.POST, { ...clipOf(clipId), body: { aspect: '1:1' } });
    const responses = await Promise.all([ask(), ask(), ask()]);
    const views = await Promise.all(responses.map(async (one) => strict(renderViewSchema).parse(await one.json())));
    expect(new Set(views.map((view) => view.id)).size).toBe(1);
    expect(responses[0]?.status).toBe(202);
    expect(await episodeState(getDb(), episodeId)).toBe('processing');
    const next = await claimNext(getDb());
    expect(next?.job).toMatchObject({ kind: 'render', payload: { aspect: '1:1', renderId: views[0]?.id } });
    expect(await claimNext(getDb())).toBeNull();
    expect(await codeOf(await call(renderRoute.POST, { ...clipOf(clipId), body: { aspect: '3:2' } }))).toBe(
      '400 bad_request',
    );
  });

  test('a render that failed is tried again by asking for it again', async () => {
    const episodeId = await storeEpisode(getDb(), { state: 'ready' });
    const clipId = await storeClip(getDb(), episodeId);
    const ask = async () =>
      renderViewSchema.parse(
        await (await call(renderRoute.POST, { ...clipOf(clipId), body: { aspect: '1:1' } })).json(),
      );
    await ask();
    const { lease } = await claimed(getDb(), Date.now() + 1000);
    await failJob(getDb(), lease, new AppError('job_timeout'));
    expect((await ask()).status).toBe('queued');
    expect((await claimed(getDb(), Date.now() + 2000)).job.id).toBe(lease.jobId);
  });

  test('cancelling an episode stops what waits at once and tells what runs', async () => {
    const episodeId = await storeEpisode(getDb());
    const job = await queued(getDb(), { kind: 'transcribe', episodeId });
    const canceled = await call(cancelEpisodeRoute.POST, episodeOf(episodeId));
    expect((await canceled.json()).progress.state).toBe('canceled');
    expect((await row(getDb(), job.id)).status).toBe('canceled');
    const retried = await call(retryEpisodeRoute.POST, episodeOf(episodeId));
    expect((await retried.json()).progress).toMatchObject({ state: 'queued', stage: 'transcribe' });
    await claimed(getDb(), Date.now() + 1000);
    await call(cancelEpisodeRoute.POST, episodeOf(episodeId));
    expect((await row(getDb(), job.id)).cancelRequestedAt).not.toBeNull();
    // Once more is no harm.
    expect((await call(cancelEpisodeRoute.POST, episodeOf(episodeId))).status).toBe(200);
  });

  test('a retry goes on at the failed step', async () => {
    const episodeId = await storeEpisode(getDb(), { state: 'processing' });
    const job = await queued(getDb(), { kind: 'transcribe', episodeId, maxAttempts: 1 });
    const { lease } = await claimed(getDb());
    await failJob(getDb(), lease, new AppError('engine_failed'));
    expect(await episodeState(getDb(), episodeId)).toBe('failed');
    const view = strict(jobViewSchema).parse(await (await call(jobRoute.GET, { params: { jobId: job.id } })).json());
    expect(view).toMatchObject({ status: 'failed', error: { code: 'engine_failed' } });
    expect((await call(retryEpisodeRoute.POST, episodeOf(episodeId))).status).toBe(200);
    expect((await row(getDb(), job.id)).status).toBe('queued');
    expect(await codeOf(await call(retryEpisodeRoute.POST, episodeOf(episodeId)))).toBe('409 job_not_retryable');
  });

  test('a retry of a ready episode renders only what failed', async () => {
    const { episodeId } = await twoRenders(getDb());
    const jobs = async () =>
      (await (await call(jobsRoute.GET, { params: { episodeId } })).json()).jobs as { id: string; status: string }[];
    const first = await claimed(getDb());
    await getDb().orm.update(getDb().tables.renders).set({ status: 'done' });
    await failJob(getDb(), first.lease, new AppError('job_timeout'));
    await updateEpisode(getDb(), episodeId, { state: 'ready' });
    expect((await jobs()).map((job) => job.status).sort()).toEqual(['failed', 'queued']);
    expect((await call(retryEpisodeRoute.POST, episodeOf(episodeId))).status).toBe(200);
    expect((await jobs()).map((job) => job.status)).toEqual(['queued', 'queued']);
  });

  test('single jobs: canceled, tried again, unknown', async () => {
    const job = await queued(getDb());
    const canceled = jobViewSchema.parse(await (await call(cancelJobRoute.POST, jobOf(job.id))).json());
    expect(canceled.status).toBe('canceled');
    expect((await (await call(retryJobRoute.POST, jobOf(job.id))).json()).status).toBe('queued');
    expect(await codeOf(await call(retryJobRoute.POST, jobOf(job.id)))).toBe('409 job_not_retryable');
    for (const id of [newId(), '../x', '']) {
      expect(await codeOf(await call(jobRoute.GET, { params: { jobId: id } }))).toBe('404 job_not_found');
      expect(await codeOf(await call(cancelJobRoute.POST, jobOf(id)))).toBe('404 job_not_found');
      expect(await codeOf(await call(retryJobRoute.POST, jobOf(id)))).toBe('404 job_not_found');
    }
  });
});

import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { atomic } from '#db/atomic.ts';
import { insertAssetStatement } from '#db/repositories/assets.ts';
import { claimJob } from '#db/repositories/jobs/claim.ts';
import { getJob } from '#db/repositories/jobs/get-job.ts';
import { LeaseLostError, leaseOf } from '#db/repositories/jobs/lease.ts';
import { requestCancel } from '#db/repositories/jobs/request-cancel.ts';
import { succeedJob } from '#db/repositories/jobs/succeed.ts';
import { getRender, updateRenderStatement } from '#db/repositories/renders.ts';
import type { Transaction } from '#db/types.ts';
import { probeMedia } from '#lib/server/media/probe.ts';
import { assetPath } from '#lib/server/paths.ts';
import { renderViewSchema } from '#lib/shared/api/clips.ts';
import { clipFramingSchema, type Framed, type Framing, STRIP_FRAMES, stripMoments } from '#lib/shared/framing.ts';
import { newId } from '#lib/shared/ids.ts';
import { describeEachDatabase } from '#tests/helpers/databases.ts';
import { makeMedia } from '#tests/helpers/media.ts';
import { strict } from '#tests/helpers/strict.ts';
import * as framesRoute from '../../../app/api/clips/[clipId]/frames/route.ts';
import * as framingRoute from '../../../app/api/clips/[clipId]/framing/route.ts';
import * as renderRoute from '../../../app/api/clips/[clipId]/render/route.ts';
import { asset, storeClip, storeEpisode, storeRender } from '../rows.ts';
import { type ApiUnderTest, call, openApi } from './studio-api.ts';

const auto: Framing = { mode: 'auto', x: 0.5, y: 0.5, zoom: 1 };
const byHand: Framing = { mode: 'manual', x: 0.25, y: 0.4, zoom: 1.5 };
const framed: Framed = { choice: auto, note: null, samples: stripMoments(8000).map((atMs) => ({ atMs, windows: [] })) };

describeEachDatabase('framing over the API', (getDb, database) => {
  let api: ApiUnderTest;
  beforeEach(async () => {
    api = await openApi(database.env());
  });
  afterEach(() => api.close());

  const read = async (clipId: string) =>
    strict(clipFramingSchema).parse(await (await call(framingRoute.GET, { params: { clipId } })).json());
  const put = (clipId: string, body: unknown) => call(framingRoute.PUT, { params: { clipId }, method: 'PUT', body });
  const render = async (clipId: string, body: unknown) =>
    renderViewSchema.parse(await (await call(renderRoute.POST, { params: { clipId }, body })).json());

  test('a clip is framed by itself, by hand, and by itself again', async () => {
    const clipId = await storeClip(getDb(), await storeEpisode(getDb(), { state: 'ready' }));
    expect(await read(clipId)).toEqual({ framing: auto, source: null, renders: [] });
    expect((await put(clipId, byHand)).status).toBe(200);
    expect((await read(clipId)).framing).toEqual(byHand);
    expect((await put(clipId, { mode: 'fit' })).status).toBe(200);
    expect((await read(clipId)).framing.mode).toBe('fit');
    await put(clipId, auto);
    expect((await read(clipId)).framing).toEqual(auto);
  });

  test('what cannot be is refused', async () => {
    const clipId = await storeClip(getDb(), await storeEpisode(getDb()));
    for (const bad of [{}, { mode: 'x' }, { ...byHand, x: 1.1 }, { ...byHand, zoom: 0.5 }, { ...byHand, zoom: 9 }]) {
      expect((await put(clipId, bad)).status).toBe(400);
    }
    expect((await put(newId(), auto)).status).toBe(404);
    expect((await call(framesRoute.GET, { params: { clipId } })).status).toBe(404);
  });

  test('a render that is framed otherwise than wanted says so, and is made again when asked for', async () => {
    const clipId = await storeClip(getDb(), await storeEpisode(getDb(), { state: 'ready' }));
    const renderId = await storeRender(getDb(), clipId, { status: 'done', framing: framed, tighten: 'off' });
    expect((await read(clipId)).renders).toMatchObject([{ id: renderId, framed, changed: false }]);
    expect((await render(clipId, { aspect: '9:16' })).status).toBe('done');
    await put(clipId, byHand);
    expect((await read(clipId)).renders).toMatchObject([{ id: renderId, changed: true }]);
    expect(await render(clipId, { aspect: '9:16' })).toMatchObject({ id: renderId, status: 'queued' });
  });

  test('a render that is to be tighter is made again, once', async () => {
    const clipId = await storeClip(getDb(), await storeEpisode(getDb(), { state: 'ready' }));
    const renderId = await storeRender(getDb(), clipId, { status: 'done', framing: framed, tighten: 'off' });
    expect((await render(clipId, { aspect: '9:16', tighten: 'off' })).status).toBe('done');
    expect((await render(clipId, { aspect: '9:16', tighten: 'strong' })).status).toBe('queued');
    expect((await getRender(getDb(), renderId))?.tighten).toBe('strong');
    expect((await call(renderRoute.POST, { params: { clipId }, body: { aspect: '9:16', tighten: 'x' } })).status).toBe(
      400,
    );
  });

  test('one that is being rendered is begun anew where it would not show what is wanted now', async () => {
    const episodeId = await storeEpisode(getDb(), { state: 'ready' });
    const clipId = await storeClip(getDb(), episodeId);
    const { jobId } = await render(clipId, { aspect: '9:16' });
    const claim = () => claimJob(getDb(), { kinds: ['render'], owner: 'w' });
    const first = await claim();
    expect(first?.id).toBe(jobId);
    expect((await render(clipId, { aspect: '9:16', again: true })).status).toBe('running');
    expect(await claim()).toBeNull();
    expect(await render(clipId, { aspect: '9:16', style: 'bold' })).toMatchObject({ status: 'queued', jobId });
    const second = await claim();
    expect(second).toMatchObject({ id: jobId, attempts: 1 });
    const late = first && succeedJob(getDb(), leaseOf(first), () => []);
    await expect(late).rejects.toThrow(LeaseLostError);
    await put(clipId, byHand);
    expect(await render(clipId, { aspect: '9:16' })).toMatchObject({ status: 'queued', look: { style: 'bold' } });
    // One that is just being canceled is not: whoever asks for it wants it.
    expect((await claim())?.id).toBe(jobId);
    await requestCancel(getDb(), jobId ?? '');
    expect((await render(clipId, { aspect: '9:16' })).status).toBe('queued');
    expect(await getJob(getDb(), jobId ?? '')).toMatchObject({ status: 'queued', cancelRequestedAt: null });
  });

  test('a look that is chosen just when a worker begins, or while another is chosen, is not lost', async () => {
    const clipId = await storeClip(getDb(), await storeEpisode(getDb(), { state: 'ready' }));
    const { id, jobId } = await render(clipId, { aspect: '9:16' });
    // The worker has it, but an outage kept it from telling the render.
    await claimJob(getDb(), { kinds: ['render'], owner: 'w' });
    await atomic(getDb(), (tx) => [updateRenderStatement(tx, id, { status: 'queued' })]);
    expect((await render(clipId, { aspect: '9:16', style: 'bold' })).look).toMatchObject({ style: 'bold' });
    expect(await getJob(getDb(), jobId ?? '')).toMatchObject({ status: 'queued', leaseToken: null });
    const again = await claimJob(getDb(), { kinds: ['render'], owner: 'w' });
    const done = (tx: Transaction) => [updateRenderStatement(tx, id, { status: 'done' as const })];
    if (again) await succeedJob(getDb(), leaseOf(again), done);
    const asked = ['pop', 'duo'].map((style) => render(clipId, { aspect: '9:16', style }));
    await Promise.all(asked);
    const now = await getRender(getDb(), id);
    expect(now?.jobId).not.toBe(jobId);
    expect(await getJob(getDb(), now?.jobId ?? '')).toMatchObject({ status: 'queued' });
  });

  test('pictures to choose the framing by: eight side by side, made once', async () => {
    const { env } = api.context;
    const episodeId = await storeEpisode(getDb(), { state: 'ready' });
    const row = asset(episodeId, { kind: 'source', root: 'uploads', path: `${episodeId}/source.mp4` });
    const path = assetPath(env, row);
    await mkdir(dirname(path), { recursive: true });
    const picture = ['-f', 'lavfi', '-i', 'testsrc=size=320x180:rate=25:duration=4'];
    await makeMedia(env, [...picture, '-f', 'lavfi', '-i', 'anullsrc', '-t', '4', '-pix_fmt', 'yuv420p', path]);
    const media = await probeMedia(env, path, new AbortController().signal);
    const withMedia = await storeEpisode(getDb(), { state: 'ready', media });
    await atomic(getDb(), (tx) => [insertAssetStatement(tx, { ...row, episodeId: withMedia })]);
    const clipId = await storeClip(getDb(), withMedia, { startMs: 500, endMs: 3500 });
    const answers = await Promise.all([1, 2].map(() => call(framesRoute.GET, { params: { clipId } })));
    const [one, other] = await Promise.all(answers.map(async (answer) => Buffer.from(await answer.arrayBuffer())));
    expect(answers.map((answer) => answer.headers.get('content-type'))).toEqual(['image/jpeg', 'image/jpeg']);
    expect(one?.equals(other ?? Buffer.alloc(0))).toBe(true);
    expect(jpegSize(one ?? Buffer.alloc(0))).toEqual({ width: 480 * STRIP_FRAMES, height: 270 });
    expect((await read(clipId)).source).toEqual({ width: 320, height: 180 });
  });
});

/** From the frame header of a baseline JPEG. */
function jpegSize(file: Buffer): { width: number; height: number } {
  const at = file.indexOf(Buffer.from([0xff, 0xc0]));
  return { width: file.readUInt16BE(at + 7), height: file.readUInt16BE(at + 5) };
}

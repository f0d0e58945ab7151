import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { atomic } from '#db/atomic.ts';
import { insertAssetStatement } from '#db/repositories/assets.ts';
import { listEpisodeJobs } from '#db/repositories/jobs/list-episode-jobs.ts';
import { updateRenderStatement } from '#db/repositories/renders.ts';
import { assetPath } from '#lib/server/paths.ts';
import { renderViewSchema } from '#lib/shared/api/clips.ts';
import { clipExportsSchema } from '#lib/shared/exports.ts';
import { newId } from '#lib/shared/ids.ts';
import type { AssetKind } from '#lib/shared/states.ts';
import { describeEachDatabase } from '#tests/helpers/databases.ts';
import { strict } from '#tests/helpers/strict.ts';
import { unzip } from '#tests/helpers/unzip.ts';
import * as kindRoute from '../../../app/api/clips/[clipId]/export/[kind]/route.ts';
import * as exportRoute from '../../../app/api/clips/[clipId]/export/route.ts';
import * as renderRoute from '../../../app/api/clips/[clipId]/render/route.ts';
import * as episodeRoute from '../../../app/api/episodes/[episodeId]/export/route.ts';
import { storeClip, storeEpisode, storeRender } from '../rows.ts';
import { type ApiUnderTest, call, openApi } from './studio-api.ts';

describeEachDatabase('saving clips over the API', (getDb, database) => {
  let api: ApiUnderTest;
  let episodeId: string;
  let clipId: string;

  beforeEach(async () => {
    api = await openApi(database.env());
    episodeId = await storeEpisode(getDb(), { state: 'ready', fileName: 'talk & more.mp4' });
    clipId = await storeClip(getDb(), episodeId, { title: 'What/if: it "works"?' });
  });
  afterEach(() => api.close());

  async function storeFile(kind: AssetKind, name: string, content: string): Promise<string> {
    const asset = { root: 'clips', path: `${episodeId}/${name}` } as const;
    const path = assetPath(api.context.env, asset);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
    const id = newId();
    const row = { id, episodeId, kind, ...asset, mimeType: 'text/plain', sizeBytes: content.length, createdAt: 1 };
    await insertAssetStatement(getDb(), row);
    return id;
  }

  async function storeMade(): Promise<string> {
    return await storeRender(getDb(), clipId, {
      ...{ status: 'done', durationMs: 30_000, aspect: '9:16' },
      videoAssetId: await storeFile('clip_video', 'clip.mp4', 'a video'),
      srtAssetId: await storeFile('clip_srt', 'clip.srt', '1\n'),
      vttAssetId: await storeFile('clip_vtt', 'clip.vtt', 'WEBVTT\n'),
      posterAssetId: await storeFile('clip_poster', 'poster.jpg', 'a picture'),
    });
  }

  /** As if its job had ended. */
  async function settleRender(renderId: string): Promise<void> {
    const [job] = await listEpisodeJobs(getDb(), episodeId);
    const { jobs } = getDb().tables;
    await getDb()
      .orm.update(jobs)
      .set({ status: 'succeeded' })
      .where(eq(jobs.id, job?.id ?? ''));
    await atomic(getDb(), (tx) => [updateRenderStatement(tx, renderId, { status: 'done' })]);
  }

  const save = (kind: string, search = '') => call(kindRoute.GET, { params: { clipId, kind }, search });

  test('what there is, and which platforms would take it', async () => {
    await storeMade();
    const list = strict(clipExportsSchema).parse(await (await call(exportRoute.GET, { params: { clipId } })).json());
    expect(list.files.every(({ ready }) => ready)).toBe(true);
    expect(list.presets.filter(({ ready }) => ready).map(({ preset }) => preset)).toEqual([
      'tiktok',
      'reels',
      'shorts',
    ]);
  });

  test('files are saved under the title of the clip', async () => {
    await storeMade();
    const video = await save('mp4');
    expect(await video.text()).toBe('a video');
    expect(video.headers.get('content-disposition')).toContain('What if it works 9x16.mp4');
    expect(await (await save('srt', '?aspect=9:16')).text()).toBe('1\n');
    const edl = await save('edl');
    expect(edl.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(await edl.text()).toContain('FROM CLIP NAME: talk & more.mp4');
    expect(await (await save('fcpxml')).text()).toContain('talk &amp; more.mp4');
  });

  test('everything at once, of a clip and of an episode', async () => {
    await storeMade();
    for (const response of [await save('zip'), await call(episodeRoute.GET, { params: { episodeId } })]) {
      const archive = Buffer.from(await response.arrayBuffer());
      expect(response.headers.get('content-length')).toBe(String(archive.length));
      const files = unzip(archive);
      expect(files.get('What if it works 9x16.mp4')?.toString()).toBe('a video');
      expect([...files.keys()].map((name) => name.split('.').at(-1)).toSorted()).toEqual(
        ['edl', 'fcpxml', 'jpg', 'mp4', 'srt', 'vtt'].toSorted(),
      );
    }
  });

  test('nothing is there before the first render, or of a kind or shape that there is not', async () => {
    for (const kind of ['mp4', 'zip', 'gif', 'exe']) expect((await save(kind)).status).toBe(404);
    await storeMade();
    expect((await save('mp4', '?aspect=1:1')).status).toBe(404);
  });

  test('a render that is to look different is made again, and keeps its files until then', async () => {
    const renderId = await storeMade();
    const ask = async (body: unknown) =>
      renderViewSchema.parse(await (await call(renderRoute.POST, { params: { clipId }, body })).json());
    const same = await ask({ aspect: '9:16' });
    expect(same.status).toBe('done');
    expect(await ask({ aspect: '9:16', again: true })).toMatchObject({ id: renderId, status: 'queued', look: null });
    await settleRender(renderId);
    const bold = await ask({ aspect: '9:16', style: 'bold', design: 'card' });
    expect(bold).toMatchObject({ id: renderId, status: 'queued', look: { style: 'bold', design: 'card' } });
    expect(bold.videoUrl).not.toBeNull();
    // Chosen again before it began: the same job makes the newer one.
    expect(await ask({ aspect: '9:16', style: 'box' })).toMatchObject({ jobId: bold.jobId, look: { style: 'box' } });
    expect(await listEpisodeJobs(getDb(), episodeId)).toHaveLength(2);
    const refused = await call(renderRoute.POST, { params: { clipId }, body: { aspect: '9:16', style: 'loud' } });
    expect(refused.status).toBe(400);
  });
});

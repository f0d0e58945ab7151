import { mkdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { atomic } from '#db/atomic.ts';
import { insertAssetStatement } from '#db/repositories/assets.ts';
import { listClipEvents } from '#db/repositories/clip-events.ts';
import { listClips, replaceClipsStatements } from '#db/repositories/clips.ts';
import { saveTranscriptStatements } from '#db/repositories/transcripts.ts';
import { paths } from '#lib/server/paths.ts';
import { clipListSchema, clipViewSchema } from '#lib/shared/api/clips.ts';
import { newId } from '#lib/shared/ids.ts';
import { learningViewSchema } from '#lib/shared/learning/review.ts';
import { describeEachDatabase } from '#tests/helpers/databases.ts';
import { makeTranscript } from '#tests/helpers/seed/content.ts';
import { strict } from '#tests/helpers/strict.ts';
import * as feedbackRoute from '../../../app/api/clips/[clipId]/feedback/route.ts';
import * as clipRoute from '../../../app/api/clips/[clipId]/route.ts';
import * as clipsRoute from '../../../app/api/episodes/[episodeId]/clips/route.ts';
import * as suggestRoute from '../../../app/api/episodes/[episodeId]/suggest/route.ts';
import * as learningRoute from '../../../app/api/learning/route.ts';
import * as mediaRoute from '../../../app/api/media/[assetId]/route.ts';
import { claimNext, episodeState } from '../job-steps.ts';
import { asset, clip, storeClip, storeEpisode, storeRender } from '../rows.ts';
import { type ApiUnderTest, call, openApi } from './studio-api.ts';

describeEachDatabase('clips by hand over the API', (getDb, database) => {
  let api: ApiUnderTest;
  beforeEach(async () => {
    api = await openApi(database.env());
  });
  afterEach(() => api.close());

  const codeOf = async (response: Response) => `${response.status} ${(await response.json()).code}`;
  const withTranscript = async () => {
    const episodeId = await storeEpisode(getDb(), { state: 'ready' });
    const transcript = makeTranscript(120_000);
    await atomic(getDb(), (tx) => saveTranscriptStatements(tx, episodeId, transcript));
    return { episodeId, transcript };
  };
  const set = (episodeId: string, body: unknown) => call(clipsRoute.POST, { params: { episodeId }, body });
  const suggest = (episodeId: string, body: unknown = {}) => call(suggestRoute.POST, { params: { episodeId }, body });
  const patch = (clipId: string, body: unknown) => call(clipRoute.PATCH, { params: { clipId }, method: 'PATCH', body });

  test('a clip is set from a selection, cut in the pauses around its words', async () => {
    const { episodeId, transcript } = await withTranscript();
    const [first, last] = [transcript.words[26], transcript.words[40]];
    const response = await set(episodeId, { startMs: (first?.startMs ?? 0) + 20, endMs: (last?.endMs ?? 0) - 30 });
    expect(response.status).toBe(201);
    const view = strict(clipViewSchema).parse(await response.json());
    expect(view).toMatchObject({ origin: 'manual', rank: 1, signals: [], score: 0, renders: [] });
    expect(first?.startMs).toBeGreaterThanOrEqual(view.startMs);
    expect(view.endMs).toBeGreaterThanOrEqual(last?.endMs ?? 0);
    expect(view.text.split(' ')).toHaveLength(15);
    expect(view.title).toMatch(/…$/);
    const named = clipViewSchema.parse(
      await (await set(episodeId, { startMs: 0, endMs: 9000, title: 'Mine', aspect: '1:1' })).json(),
    );
    expect(named).toMatchObject({ title: 'Mine', rank: 2 });
    expect(named.renders.map(({ aspect, status }) => `${aspect} ${status}`)).toEqual(['1:1 queued']);
  });

  test('two at the same moment both get a place', async () => {
    const { episodeId } = await withTranscript();
    const all = await Promise.all(
      [0, 1, 2].map((at) => set(episodeId, { startMs: at * 10_000, endMs: at * 10_000 + 9000 })),
    );
    expect(all.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect((await listClips(getDb(), episodeId)).map(({ rank }) => rank)).toEqual([1, 2, 3]);
  });

  test('a selection without a word, a reversed one and an unknown episode are refused', async () => {
    const { episodeId } = await withTranscript();
    expect(await codeOf(await set(episodeId, { startMs: 119_900, endMs: 119_999 }))).toBe('400 bad_request');
    expect(await codeOf(await set(episodeId, { startMs: 5000, endMs: 1000 }))).toBe('400 bad_request');
    expect(await codeOf(await set(newId(), { startMs: 0, endMs: 1000 }))).toBe('404 episode_not_found');
    expect(await codeOf(await set(await storeEpisode(getDb()), { startMs: 0, endMs: 1000 }))).toBe(
      '404 transcript_not_found',
    );
  });

  test('texts and keeping can be changed one by one', async () => {
    const clipId = await storeClip(getDb(), await storeEpisode(getDb()), {
      texts: { titles: ['One', 'Two'], description: 'Before.', hashtags: ['#old'] },
    });
    await patch(clipId, { hashtags: ['new', '#ones'] });
    await patch(clipId, { kept: true });
    const view = clipViewSchema.parse(await (await patch(clipId, { title: 'Two', description: 'After.' })).json());
    expect(view).toMatchObject({
      title: 'Two',
      kept: true,
      edited: true,
      texts: { titles: ['One', 'Two'], description: 'After.', hashtags: ['#new', '#ones'] },
    });
    expect((await (await patch(clipId, { kept: false })).json()).kept).toBe(false);
    for (const bad of [{}, { title: '' }, { hashtags: ['a b'] }, { kept: 'yes' }]) {
      expect(await codeOf(await patch(clipId, bad))).toBe('400 bad_request');
    }
    expect(await codeOf(await patch(newId(), { kept: true }))).toBe('404 clip_not_found');
  });

  test('trimming snaps to words, marks the renders as out of date, and is remembered', async () => {
    const { episodeId, transcript } = await withTranscript();
    const clipId = await storeClip(getDb(), episodeId, { startMs: 0, endMs: 40_000 });
    await storeRender(getDb(), clipId, { status: 'done' });
    const word = transcript.words[10];
    const view = clipViewSchema.parse(await (await patch(clipId, { startMs: (word?.startMs ?? 0) + 20 })).json());
    expect(word?.startMs).toBeGreaterThanOrEqual(view.startMs);
    expect((word?.startMs ?? 0) - view.startMs).toBeLessThanOrEqual(200);
    expect(view.text.startsWith(word?.text ?? '')).toBe(true);
    expect(view.endMs).toBeLessThanOrEqual(40_400);
    expect(view.edited).toBe(true);
    expect(view.renders.map(({ textChanged }) => textChanged)).toEqual([true]);
    expect((await listClipEvents(getDb())).map(({ kind }) => kind)).toEqual(['trim']);
    expect(await codeOf(await patch(clipId, { startMs: 119_990, endMs: 119_999 }))).toBe('400 bad_request');
  });

  test('a removed clip is gone with its files, and that it was not wanted is remembered', async () => {
    const db = getDb();
    const episodeId = await storeEpisode(db, { state: 'processing' });
    const clipId = await storeClip(db, episodeId);
    const renderId = await storeRender(db, clipId, { status: 'done' });
    const folder = join(paths.clipsDir(api.context.env, episodeId), renderId);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'clip.mp4'), 'x');
    const remove = () => call(clipRoute.DELETE, { params: { clipId }, method: 'DELETE' });
    expect((await remove()).status).toBe(204);
    await expect(stat(folder)).rejects.toThrow('ENOENT');
    expect(await episodeState(db, episodeId)).toBe('ready');
    expect(await codeOf(await remove())).toBe('404 clip_not_found');
    const learning = strict(learningViewSchema).parse(await (await call(learningRoute.GET)).json());
    expect(learning.clips).toEqual([expect.objectContaining({ clipId, title: null, episodeId: null, liked: 0 })]);
  });

  test('saving the video of a clip is noted once; playing it, or another file, is not', async () => {
    const db = getDb();
    const episodeId = await storeEpisode(db);
    const clipId = await storeClip(db, episodeId);
    const [video, poster] = (['clip_video', 'clip_poster'] as const).map((kind) =>
      asset(episodeId, { kind, root: 'clips', path: `${episodeId}/${kind}.mp4`, mimeType: 'video/mp4' }),
    );
    if (!video || !poster) throw new Error('no files');
    await atomic(db, (tx) => [video, poster].map((file) => insertAssetStatement(tx, file)));
    await mkdir(paths.clipsDir(api.context.env, episodeId), { recursive: true });
    for (const { path } of [video, poster]) await writeFile(join(api.context.env.clipsDir, path), 'abcdef');
    await storeRender(db, clipId, { status: 'done', videoAssetId: video.id, posterAssetId: poster.id });
    const get = async (assetId: string, search: string) => {
      await (await call(mediaRoute.GET, { params: { assetId }, search })).body?.cancel();
      return (await listClipEvents(db)).map(({ kind }) => kind);
    };
    expect(await get(video.id, '')).toEqual([]);
    expect(await get(poster.id, '?download=x')).toEqual([]);
    expect(await get(video.id, '?download=x')).toEqual(['download']);
    expect(await get(video.id, '?download=x')).toEqual(['download']);
  });

  test('a search is queued with what was asked, once, and keeps the clip that more is wanted of', async () => {
    const { episodeId } = await withTranscript();
    const [one, two] = [clip(episodeId, { rank: 1 }), clip(episodeId, { rank: 2 })];
    await atomic(getDb(), (tx) => replaceClipsStatements(tx, episodeId, [one, two]));
    const asked = { query: 'pricing', platform: 'shorts', more: [one.id], less: [two.id], count: 5, render: false };
    const response = await suggest(episodeId, asked);
    expect(response.status).toBe(202);
    expect((await response.json()).state).toBe('processing');
    expect(await codeOf(await suggest(episodeId))).toBe('409 conflict');
    const next = await claimNext(getDb());
    expect(next?.job).toMatchObject({
      kind: 'suggest',
      payload: {
        count: 5,
        render: false,
        find: { query: 'pricing', platform: 'shorts', more: [one.id], less: [two.id] },
      },
    });
    const list = strict(clipListSchema).parse(await (await call(clipsRoute.GET, { params: { episodeId } })).json());
    expect(list.clips.map(({ kept }) => kept)).toEqual([true, false]);
    const learning = learningViewSchema.parse(await (await call(learningRoute.GET)).json());
    expect(learning.clips.map(({ liked }) => liked).sort()).toEqual([0, 1]);
  });

  test('a search that cannot be done says why', async () => {
    const { episodeId } = await withTranscript();
    const foreign = await storeClip(getDb(), await storeEpisode(getDb()));
    expect(await codeOf(await suggest(episodeId, { more: [foreign] }))).toBe('404 clip_not_found');
    expect(await codeOf(await suggest(newId()))).toBe('404 episode_not_found');
    expect(await codeOf(await suggest(await storeEpisode(getDb())))).toBe('404 transcript_not_found');
    for (const bad of [
      { query: '' },
      { platform: 'vine' },
      { targetSeconds: 500 },
      { range: { startMs: 5, endMs: 1 } },
      { count: 0 },
    ]) {
      expect(await codeOf(await suggest(episodeId, bad))).toBe('400 bad_request');
    }
  });

  test('ratings are learned from, shown, and forgotten on request', async () => {
    const db = getDb();
    const episodeId = await storeEpisode(db);
    const rows = Array.from({ length: 16 }, (_, index) =>
      clip(episodeId, {
        rank: index + 1,
        score: 0.5,
        signals: [{ name: 'story', weight: 0.02, evidence: 'once', value: (index % 2) * 2 - 1 }],
      }),
    );
    await atomic(db, (tx) => replaceClipsStatements(tx, episodeId, rows));
    for (const [index, { id }] of rows.entries()) {
      await call(feedbackRoute.PUT, { params: { clipId: id }, method: 'PUT', body: { stars: index % 2 ? 5 : 1 } });
    }
    const view = strict(learningViewSchema).parse(await (await call(learningRoute.GET)).json());
    expect(view.opinions).toBe(16);
    expect(view.signals[0]?.after).toBeGreaterThan(view.signals[0]?.before ?? 0);
    expect(view.order.after).toBeGreaterThan(view.order.before);
    expect(view.clips.slice(0, 8).every(({ liked }) => liked === 1)).toBe(true);
    const forgotten = await call(learningRoute.DELETE, { method: 'DELETE' });
    expect((await forgotten.json()).opinions).toBe(0);
    expect((await (await call(feedbackRoute.GET, { params: { clipId: rows[1]?.id ?? '' } })).json()).stars).toBe(5);
  });
});

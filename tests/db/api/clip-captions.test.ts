import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { atomic } from '#db/atomic.ts';
import { insertAssetStatement } from '#db/repositories/assets.ts';
import { saveTranscriptStatements } from '#db/repositories/transcripts.ts';
import { readFontMetrics } from '#lib/server/fonts/font-metrics.ts';
import { probeMedia } from '#lib/server/media/probe.ts';
import { assetPath, paths } from '#lib/server/paths.ts';
import { type ClipCaptions, clipCaptionsSchema } from '#lib/shared/api/captions.ts';
import { newId } from '#lib/shared/ids.ts';
import { describeEachDatabase } from '#tests/helpers/databases.ts';
import { makeMedia } from '#tests/helpers/media.ts';
import { strict } from '#tests/helpers/strict.ts';
import * as brandRoute from '../../../app/api/brand/route.ts';
import * as captionsRoute from '../../../app/api/clips/[clipId]/captions/route.ts';
import * as groundRoute from '../../../app/api/clips/[clipId]/ground/route.ts';
import * as fontRoute from '../../../app/api/fonts/[fontKey]/route.ts';
import { asset, storeClip, storeEpisode, storeRender } from '../rows.ts';
import { type ApiUnderTest, call, openApi } from './studio-api.ts';

const WORDS = ['Nobody', 'leaves', 'because', 'the', 'product', 'is', 'hard', '{\\fs200}to', 'learn'].map(
  (text, at) => ({
    text,
    startMs: 500 + at * 300,
    endMs: 750 + at * 300,
    confidence: 1,
  }),
);

describeEachDatabase('the script of a preview', (getDb, database) => {
  let api: ApiUnderTest;
  beforeEach(async () => {
    api = await openApi(database.env());
  });
  afterEach(() => api.close());

  async function storeTalk(withFilm: boolean): Promise<string> {
    const { env } = api.context;
    const id = newId();
    const source = asset(id, { path: `${id}/source.${withFilm ? 'mp4' : 'wav'}` });
    const path = assetPath(env, source);
    await mkdir(dirname(path), { recursive: true });
    const tone = ['-f', 'lavfi', '-i', 'sine=frequency=220:duration=4'];
    const film = ['-f', 'lavfi', '-i', 'testsrc2=s=320x180:r=10:d=4', '-pix_fmt', 'yuv420p'];
    await makeMedia(env, [...tone, ...(withFilm ? film : []), path]);
    const media = await probeMedia(env, path, new AbortController().signal);
    await storeEpisode(getDb(), { id, state: 'ready', media, title: 'The Paper Hours', durationMs: 4000 });
    const transcript = { language: 'en', durationMs: 4000, model: 'm', engine: 'e', segments: [], notes: [] };
    await atomic(getDb(), (tx) => [
      insertAssetStatement(tx, source),
      ...saveTranscriptStatements(tx, id, { ...transcript, words: WORDS }, { now: 1000 }),
    ]);
    return storeClip(getDb(), id, { startMs: 400, endMs: 3400, title: 'Why they leave' });
  }

  const ask = (clipId: string, search: string) => call(captionsRoute.GET, { params: { clipId }, search });
  const read = async (clipId: string, search: string): Promise<ClipCaptions> =>
    strict(clipCaptionsSchema).parse(await (await ask(clipId, search)).json());

  test('over a film it is the captions, in the look that is asked for, brand and render', async () => {
    const clipId = await storeTalk(true);
    const plain = await read(clipId, '?aspect=9:16');
    expect(plain).toMatchObject({ width: 1080, height: 1920, startMs: 400, endMs: 3400, durationMs: 3000 });
    expect(plain).toMatchObject({ keeps: [{ startMs: 400, endMs: 3400 }], groundUrl: null, logo: null });
    expect(plain.script).toContain('PlayResX: 1080');
    expect(plain.script).not.toContain('{\\fs200');
    expect(plain).toMatchObject({ fonts: ['/api/fonts/inter-extrabold'], missing: '' });
    const bold = await read(clipId, '?aspect=16:9&style=bold');
    expect(bold.script).toContain('NOBODY');
    expect(bold.fonts).toEqual(['/api/fonts/sofia-sans-extra-condensed-black']);
    await call(brandRoute.PATCH, { method: 'PATCH', body: { style: 'story' } });
    expect((await read(clipId, '?aspect=9:16')).fonts).toEqual(['/api/fonts/source-serif-4-semibold']);
    await storeRender(getDb(), clipId, { aspect: '1:1', look: { style: 'bold' } });
    expect((await read(clipId, '?aspect=1:1')).script).toContain('NOBODY');
    expect((await read(clipId, '?aspect=1:1&style=lit')).script).not.toContain('NOBODY');
  });

  test('a trim and cuts that are not saved change what is played and the clock of the captions', async () => {
    const clipId = await storeTalk(true);
    const cut = await read(clipId, '?aspect=9:16&startMs=400&endMs=3000&removed=1000-1600');
    expect(cut.keeps).toHaveLength(2);
    expect(cut.keeps[0]?.startMs).toBe(400);
    expect(cut.keeps[1]?.endMs).toBe(3000);
    expect(cut.durationMs).toBeGreaterThan(1850);
    expect(cut.durationMs).toBeLessThan(2150);
    expect(cut.script).not.toMatch(/because/);
    expect((await ask(clipId, '?aspect=9:16&startMs=3000&endMs=1000')).status).toBe(400);
    expect((await ask(clipId, '?aspect=9:16&removed=5')).status).toBe(400);
    expect((await ask(clipId, '?aspect=2:1')).status).toBe(400);
    expect((await ask(newId(), '?aspect=9:16')).status).toBe(404);
  });

  test('without a picture it has the texts of the design, over a still of its ground', async () => {
    const clipId = await storeTalk(false);
    const { script, groundUrl, fonts } = await read(clipId, '?aspect=1:1&design=card');
    expect(script).toContain('Why they leave');
    expect(script).toContain('The Paper Hours');
    expect(fonts).toContain('/api/fonts/inter-semibold');
    const search = groundUrl?.split('ground')[1] ?? '';
    const ground = await call(groundRoute.GET, { params: { clipId }, search });
    expect(ground.headers.get('content-type')).toBe('image/jpeg');
    expect(ground.headers.get('cache-control')).toContain('immutable');
    expect(
      Buffer.from(await ground.arrayBuffer())
        .subarray(0, 2)
        .toString('hex'),
    ).toBe('ffd8');
  });

  test('its fonts are served whole, and nothing else is', async () => {
    const ask = (fontKey: string, headers = {}) => call(fontRoute.GET, { params: { fontKey }, headers });
    const font = await ask('inter-extrabold');
    expect(font.headers.get('content-type')).toBe('font/ttf');
    expect(readFontMetrics(new Uint8Array(await font.arrayBuffer())).has(0x416)).toBe(true);
    const again = await ask('inter-extrabold', { 'if-none-match': font.headers.get('etag') ?? '' });
    expect(again.status).toBe(304);
    await mkdir(paths.brandDir(api.context.env), { recursive: true });
    await writeFile(join(paths.brandDir(api.context.env), `${newId()}.png`), 'no font');
    for (const key of ['given-000000000000', 'inter', 'x', '..', 'a'.repeat(81)])
      expect((await ask(key)).status).toBe(404);
  });
});

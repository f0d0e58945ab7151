import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { brandFor } from '#db/repositories/brands.ts';
import { ensureShow } from '#db/repositories/shows.ts';
import { resolveLook } from '#lib/server/captions/render-look.ts';
import { readGivenFont } from '#lib/server/captions/text/given-fonts.ts';
import { newId } from '#lib/shared/ids.ts';
import { brandFileSchema, brandViewSchema } from '#lib/shared/styles/brand.ts';
import { describeEachDatabase } from '#tests/helpers/databases.ts';
import { makeMedia } from '#tests/helpers/media.ts';
import { strict } from '#tests/helpers/strict.ts';
import * as kindRoute from '../../../app/api/brand/[kind]/route.ts';
import * as fileRoute from '../../../app/api/brand/files/[fileId]/route.ts';
import * as brandRoute from '../../../app/api/brand/route.ts';
import * as showRoute from '../../../app/api/shows/[showId]/brand/route.ts';
import { storeClip, storeEpisode } from '../rows.ts';
import { type ApiUnderTest, call, openApi } from './studio-api.ts';

describeEachDatabase('the brand over the API', (getDb, database) => {
  let api: ApiUnderTest;
  beforeEach(async () => {
    api = await openApi(database.env());
  });
  afterEach(() => api.close());

  const patch = async (body: unknown) => call(brandRoute.PATCH, { method: 'PATCH', body });
  const codeOf = async (response: Response) => `${response.status} ${(await response.json()).code}`;

  async function upload(kind: string, bytes: Uint8Array, name = ''): Promise<Response> {
    const request = new Request(`http://localhost:3000/api/brand/${kind}?name=${encodeURIComponent(name)}`, {
      method: 'POST',
      headers: { host: 'localhost:3000', 'content-type': 'application/octet-stream' },
      body: Buffer.from(bytes),
    });
    return kindRoute.POST(request, { params: Promise.resolve({ kind }) });
  }

  async function interFont(): Promise<Buffer> {
    const folder = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/inter/package.json'));
    return readFile(join(folder, '700Bold', 'Inter_700Bold.ttf'));
  }

  test('what is changed stays, the rest is ours to choose', async () => {
    const before = strict(brandViewSchema).parse(await (await call(brandRoute.GET)).json());
    expect(before).toMatchObject({ style: null, loudness: -14, own: true });
    const colors = { lit: '#12AB34', text: null, ground: null };
    await patch({ style: 'box', colors });
    expect(await (await patch({ loudness: -16 })).json()).toMatchObject({ style: 'box', loudness: -16, colors });
    const look = resolveLook(api.context.env, { design: 'card' }, await brandFor(getDb(), null));
    expect(look).toMatchObject({ style: 'box', design: 'card', targetLufs: -16, colors: { lit: [0x12, 0xab, 0x34] } });
    expect((await patch({ colors: { lit: 'red', text: null, ground: null } })).status).toBe(400);
    expect((await patch({ style: '{\\fs99}' })).status).toBe(400);
    const presets = [{ name: 'Reel', aspect: '9:16', style: 'bold', design: 'words' }];
    const intro = { title: 'The Paper Hours', text: '', seconds: 1.5 };
    expect(await (await patch({ presets, intro })).json()).toMatchObject({ presets, intro, style: 'box' });
    expect((await patch({ intro: { ...intro, seconds: 60 } })).status).toBe(400);
  });

  test('a show has the one of the installation until it has its own', async () => {
    const { id: showId } = await ensureShow(getDb(), 'The Paper Hours');
    await patch({ style: 'bold' });
    const read = async () => (await call(showRoute.GET, { params: { showId } })).json();
    expect(await read()).toMatchObject({ style: 'bold', own: false });
    await call(showRoute.PATCH, { params: { showId }, method: 'PATCH', body: { mask: true } });
    await patch({ style: 'band' });
    expect(await read()).toMatchObject({ style: 'bold', mask: true, own: true });
    expect((await brandFor(getDb(), 'The Paper Hours')).style).toBe('bold');
    expect((await brandFor(getDb(), 'Another')).style).toBe('band');
    const episodeId = await storeEpisode(getDb(), { show: 'The Paper Hours' });
    const search = `?clip=${await storeClip(getDb(), episodeId)}`;
    expect(await (await call(brandRoute.GET, { search })).json()).toMatchObject({ style: 'bold', mask: true });
    await call(brandRoute.PATCH, { method: 'PATCH', search, body: { loudness: -16 } });
    expect((await brandFor(getDb(), 'The Paper Hours')).loudness).toBe(-16);
    expect((await brandFor(getDb(), null)).loudness).toBe(-14);
    expect((await call(showRoute.DELETE, { params: { showId }, method: 'DELETE' })).status).toBe(204);
    expect(await read()).toMatchObject({ style: 'band', own: false });
    expect(await codeOf(await call(showRoute.GET, { params: { showId: newId() } }))).toBe('404 show_not_found');
  });

  test('a font is known by its content, and has a name of ours when it is drawn with', async () => {
    const answer = await upload('font', await interFont(), "../../{\\fs9} My 'font'.ttf");
    expect(answer.status).toBe(201);
    const font = brandFileSchema.parse(await answer.json());
    expect(font.name).not.toContain('/');
    expect((await patch({ font })).status).toBe(200);
    const { fontPath } = resolveLook(api.context.env, null, await brandFor(getDb(), null));
    expect((await readGivenFont(fontPath ?? ''))?.family).toMatch(/^Given [0-9a-f]{12}$/);
    for (const bad of [Buffer.from('<html>'), (await interFont()).subarray(0, 5000), Buffer.alloc(9000)]) {
      expect(await codeOf(await upload('font', bad))).toBe('415 font_unusable');
    }
    expect(await codeOf(await upload('font', new Uint8Array(20_000_001)))).toBe('413 body_too_large');
    expect(await codeOf(await patch({ font: { id: newId(), name: 'x' } }))).toBe('404 asset_not_found');
  });

  test('a logo is drawn again as a PNG', async () => {
    const { env } = api.context;
    const path = join(env.dataDir, 'given.jpg');
    await makeMedia(env, ['-f', 'lavfi', '-i', 'color=c=red:s=2000x500:d=1', '-frames:v', '1', path]);
    const logo = brandFileSchema.parse(await (await upload('logo', await readFile(path), 'logo.jpg')).json());
    const served = await call(fileRoute.GET, { params: { fileId: logo.id } });
    expect(served.headers.get('content-type')).toBe('image/png');
    const png = Buffer.from(await served.arrayBuffer());
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([800, 200]);
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>');
    for (const bad of [svg, Buffer.from('#EXTM3U\nfile:/etc/passwd'), png.subarray(0, 20)]) {
      expect(await codeOf(await upload('logo', bad))).toBe('415 logo_unusable');
    }
    expect((await call(fileRoute.GET, { params: { fileId: '../../etc' } })).status).toBe(404);
    expect((await upload('movie', png)).status).toBe(404);
  });
});

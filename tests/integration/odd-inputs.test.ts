import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Env } from '#lib/server/env.ts';
import { probeMedia } from '#lib/server/media/probe.ts';
import { ASPECT_SIZES, type Aspect } from '#lib/shared/states.ts';
import { type Frame, grabFrame } from '#workers/render/frames.ts';
import type { RenderedClip, RenderRequest } from '#workers/render/render-clip.ts';
import { makeMedia, mediaEnv, movingPicture, PACKAGED_FFMPEG, speechLikeSound } from '../helpers/media.ts';
import { renderPart } from '../helpers/rendering.ts';

// 5.1 sound, 8-bit mono, changing frame rates and odd sides: media-render.test.ts; video without sound, covers: media-probe.test.ts.

const { signal } = new AbortController();
let dir: string;
let env: Env;
const at = (name: string) => join(dir, name);
const SOUND = speechLikeSound(2);
const FAST = ['-c:v', 'libx264', '-preset', 'ultrafast', '-qp', '8'];
/** A picture of one colour is taken for a broken one. */
const CORNER = 'drawbox=w=60:h=60:color=black:t=fill';
/** Nothing is written into the picture whose colours are looked at. */
const PLAIN: Partial<RenderRequest> = { words: [] };

const picture = (source: string, filters = 'null') => ['-f', 'lavfi', '-i', `${source},${filters}`];
const make = (name: string, shown: string[], extra: string[] = []) =>
  makeMedia(env, [
    ...shown,
    ...SOUND,
    ...FAST,
    ...(extra.includes('-pix_fmt') ? [] : ['-pix_fmt', 'yuv420p']),
    ...extra,
    at(name),
  ]);

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'podpromo-odd-'));
  env = mediaEnv(at('data'));
});

afterAll(async () => {
  await rm(dir, { recursive: true, force: true });
});

async function render(
  name: string,
  aspect: Aspect,
  more: Partial<RenderRequest> = {},
  using = env,
): Promise<RenderedClip> {
  const clip = await renderPart(using, dir, at(name), { aspect, startMs: 0, endMs: 1400, ...more });
  expect(Math.abs(clip.durationMs - 1400)).toBeLessThanOrEqual(60);
  return clip;
}

async function frameOf(clip: RenderedClip, aspect: Aspect): Promise<Frame> {
  const frame = await grabFrame({ env, path: clip.video.path, atMs: 700, size: ASPECT_SIZES[aspect], signal });
  if (!frame) throw new Error('no frame');
  return frame;
}

/** Mean red, green, blue around a place, shares of the picture. */
function colorAt(frame: Frame, x: number, y: number): [number, number, number] {
  const sums: [number, number, number] = [0, 0, 0];
  for (let dy = -4; dy < 4; dy += 1)
    for (let dx = -4; dx < 4; dx += 1) {
      const pixel = (Math.round(y * frame.height) + dy) * frame.width + Math.round(x * frame.width) + dx;
      for (const channel of [0, 1, 2] as const) sums[channel] += (frame.pixels[pixel * 3 + channel] ?? 0) / 64;
    }
  return sums;
}

const near = (color: readonly number[], wanted: readonly number[], by = 14) =>
  color.every((value, channel) => Math.abs(value - (wanted[channel] ?? 0)) <= by);

describe.each([
  ['the system', {}],
  ['the packaged', PACKAGED_FFMPEG],
])('with %s ffmpeg', (_, programs) => {
  const using = () => mediaEnv(at('data'), programs);

  it('a phone held upright: turned as it was filmed', async () => {
    // Red above blue when turned by a quarter.
    const halves = picture('color=c=red:s=320x180:r=25:d=2', 'drawbox=x=160:w=160:h=180:color=blue:t=fill');
    await make('flat.mp4', halves);
    await makeMedia(env, ['-i', at('flat.mp4'), '-c', 'copy', '-metadata:s:v:0', 'rotate=270', at('turned.mp4')]);
    const info = await probeMedia(using(), at('turned.mp4'), signal);
    expect([info.video?.width, info.video?.height]).toEqual([180, 320]);
    const frame = await frameOf(await render('turned.mp4', '9:16', PLAIN, using()), '9:16');
    const [above, below] = [colorAt(frame, 0.5, 0.2), colorAt(frame, 0.5, 0.8)];
    // Which of the two is above depends on the way it was turned: both must fill the whole width.
    expect(Math.abs((above[0] ?? 0) - (below[0] ?? 0))).toBeGreaterThan(150);
    expect(near(colorAt(frame, 0.05, 0.2), above)).toBe(true);
    expect(near(colorAt(frame, 0.95, 0.8), below)).toBe(true);
  });

  it.each([
    ['PQ', 'smpte2084', 0.5807],
    ['HLG', 'arib-std-b67', 0.75],
  ])('high dynamic range (%s): white paper is white, not gray', async (name, transfer, level) => {
    const luma = Math.round(64 + level * 876);
    const file = `${name}.mp4`;
    const hdr = ['-color_primaries', 'bt2020', '-color_trc', transfer, '-colorspace', 'bt2020nc', '-color_range', 'tv'];
    const gray = `format=yuv420p10le,geq=lum='if(lt(X,160),${luma},64)':cb=512:cr=512`;
    await make(file, picture('color=c=black:s=320x180:r=25:d=2', gray), ['-pix_fmt', 'yuv420p10le', ...hdr]);
    const frame = await frameOf(await render(file, '16:9', PLAIN, using()), '16:9');
    const [red, green, blue] = colorAt(frame, 0.25, 0.5);
    expect(Math.min(red, green, blue)).toBeGreaterThan(218);
    expect(Math.max(red, green, blue) - Math.min(red, green, blue)).toBeLessThan(10);
    expect(Math.max(...colorAt(frame, 0.75, 0.5))).toBeLessThan(25);
  });
});

it('ten bits of ordinary range', async () => {
  await make('ten.mp4', picture('color=c=0x808080:s=320x180:r=25:d=2', CORNER), [
    '-pix_fmt',
    'yuv420p10le',
    '-colorspace',
    'bt709',
  ]);
  expect(near(colorAt(await frameOf(await render('ten.mp4', '16:9', PLAIN), '16:9'), 0.5, 0.5), [128, 128, 128])).toBe(
    true,
  );
});

it.each([
  ['tagged as BT.709', ['-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709']],
  ['untagged, as most are', []],
])('high definition %s keeps its colours', async (name, tags) => {
  const file = `${name.slice(0, 6)}.mp4`;
  const green = `${CORNER},scale=out_color_matrix=bt709:out_range=tv`;
  await make(file, picture('color=c=0x20c040:s=1280x720:r=25:d=2', green), tags);
  const color = colorAt(await frameOf(await render(file, '16:9', PLAIN), '16:9'), 0.5, 0.5);
  expect(near(color, [0x20, 0xc0, 0x40], 6), color.join()).toBe(true);
});

it('interlaced: no combs where something moves, also in a picture that is turned', async () => {
  const bar = "geq=lum='if(between(mod(X-N*12\\,320)\\,0\\,60)\\,220\\,40)':cb=128:cr=128";
  const fields = 'tinterlace=mode=interleave_top,setfield=tff';
  await make('fields.mp4', picture('nullsrc=s=320x180:r=50:d=2', `format=yuv420p,${bar},${fields}`), [
    '-flags',
    '+ilme+ildct',
  ]);
  await makeMedia(env, ['-i', at('fields.mp4'), '-c', 'copy', '-metadata:s:v:0', 'rotate=90', at('turned-fields.mp4')]);
  for (const [name, aspect] of [['fields.mp4', '16:9'] as const, ['turned-fields.mp4', '9:16'] as const]) {
    expect((await probeMedia(env, at(name), signal)).video?.interlaced).toBe(true);
    const frame = await frameOf(await render(name, aspect, PLAIN), aspect);
    let combs = 0;
    for (let along = 100; along < 1820; along += 10) {
      const level = (line: number) => {
        const across = 540 + line * 6;
        const pixel = aspect === '16:9' ? across * 1920 + along : along * 1080 + across;
        return frame.pixels[pixel * 3] ?? 0;
      };
      if (Math.abs(level(0) + level(2) - 2 * level(1)) > 160) combs += 1;
    }
    expect(combs, name).toBeLessThan(4);
  }
});

it('pixels that are not square', async () => {
  await make('wide.mp4', picture('color=c=red:s=360x288:r=25:d=2', 'setsar=64/45'));
  const info = await probeMedia(env, at('wide.mp4'), signal);
  expect(info.video?.width).toBe(512);
  await render('wide.mp4', '16:9');
});

it('4K', async () => {
  await make('4k.mp4', movingPicture('3840x2160', '25', 2));
  await render('4k.mp4', '9:16');
});

it('cover art in an mp4 is no video: the clip is an audiogram', async () => {
  await makeMedia(env, [...picture('testsrc=s=300x300:r=1:d=1'), '-frames:v', '1', at('cover.jpg')]);
  await makeMedia(env, [...SOUND, '-c:a', 'aac', at('sound.m4a')]);
  await makeMedia(env, [
    ...['-i', at('sound.m4a'), '-i', at('cover.jpg'), '-map', '0', '-map', '1', '-c', 'copy'],
    ...['-disposition:v:0', 'attached_pic', at('cover.mp4')],
  ]);
  const info = await probeMedia(env, at('cover.mp4'), signal);
  expect(info.video).toBeNull();
  expect(info.artwork).not.toBeNull();
  expect((await render('cover.mp4', '1:1')).framing).toBeNull();
});

it.each(['mp4', 'mkv'])('times that begin before zero (%s)', async (extension) => {
  await make('early.mp4', movingPicture('320x180', '25', 2));
  await makeMedia(env, [
    ...['-i', at('early.mp4'), '-c', 'copy', '-output_ts_offset', '-0.4', '-avoid_negative_ts', 'disabled'],
    at(`negative.${extension}`),
  ]);
  await renderPart(env, dir, at(`negative.${extension}`), { aspect: '1:1', startMs: 0, endMs: 1200 });
});

it('a picture of a kind that we do not decode is refused for that, not as damaged', async () => {
  await makeMedia(env, [...movingPicture('320x180', '25', 1), ...speechLikeSound(1), '-c:v', 'ffv1', at('ffv1.mkv')]);
  await expect(probeMedia(env, at('ffv1.mkv'), signal)).rejects.toMatchObject({ code: 'unsupported_content' });
});

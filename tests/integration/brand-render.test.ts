import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { logoBox } from '#lib/server/captions/logo-box.ts';
import { PLAIN_LOOK, type RenderLook } from '#lib/server/captions/render-look.ts';
import { ASPECT_SIZES } from '#lib/shared/states.ts';
import { colorPixels } from '#workers/render/checks.ts';
import { grabFrame } from '#workers/render/frames.ts';
import { makeMedia, mediaEnv, movingPicture, PACKAGED_FFMPEG, speechLikeSound } from '../helpers/media.ts';
import { renderPart } from '../helpers/rendering.ts';

const { signal } = new AbortController();
const GREEN = [20, 200, 40] as const;
let dir: string;
let look: RenderLook;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'podpromo-brand-'));
  const env = mediaEnv(join(dir, 'data'));
  const logo = join(dir, 'logo.png');
  await makeMedia(env, ['-f', 'lavfi', '-i', 'color=c=0x14C828:s=400x400:d=1,format=rgba', '-frames:v', '1', logo]);
  const fast = ['-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];
  await makeMedia(env, [...movingPicture('640x360', '25', 3), ...speechLikeSound(3), ...fast, join(dir, 'talk.mp4')]);
  await makeMedia(env, [...speechLikeSound(3), '-b:a', '96k', join(dir, 'voice.mp3')]);
  const fonts = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/source-serif-4/package.json'));
  look = {
    ...PLAIN_LOOK,
    style: 'box',
    design: 'card',
    colors: { lit: [250, 60, 200], text: null, ground: [18, 30, 90] },
    fontPath: join(fonts, '900Black', 'SourceSerif4_900Black.ttf'),
    logo: { id: 'logo', path: logo, corner: 'top-right', size: 0.12 },
  };
});

afterAll(async () => {
  await rm(dir, { recursive: true, force: true });
});

describe('a brand', () => {
  it.each([
    ['talk.mp4', '9:16', {}],
    ['voice.mp3', '9:16', PACKAGED_FFMPEG],
  ] as const)('is seen in a clip of %s in %s', async (name, aspect, variables) => {
    const env = mediaEnv(join(dir, 'data'), variables);
    const part = { aspect, startMs: 0, endMs: 1400, look };
    // The render itself fails where the brand's colour is not found in the captions.
    const clip = await renderPart(env, dir, join(dir, name), part);
    const size = ASPECT_SIZES[aspect];
    const frame = await grabFrame({ env, path: clip.video.path, atMs: 900, size, signal });
    if (!frame) throw new Error('no frame');
    const side = Math.round((1080 * 0.12) / 2) * 2;
    const box = logoBox(aspect, 'top-right', side);
    expect(colorPixels(frame, box, GREEN)).toBeGreaterThan(side * side * 0.9);
  });

  it.each([
    ['talk.mp4', {}],
    ['voice.mp3', PACKAGED_FFMPEG],
  ] as const)('with cards before and after a clip of %s keeps captions and sound in step', async (name, variables) => {
    const env = mediaEnv(join(dir, 'data'), variables);
    const intro = { title: "It's {\\fs99} 100%: the 'show'", text: 'Every Tuesday', seconds: 0.8 };
    const outro = { title: 'Hear it all', text: '', seconds: 0.6 };
    const carded = { ...look, style: 'lit', logo: null, cards: { intro, outro } } as const;
    const clip = await renderPart(env, dir, join(dir, name), { aspect: '1:1', startMs: 0, endMs: 1400, look: carded });
    expect(Math.abs(clip.durationMs - 2800)).toBeLessThanOrEqual(60);
    expect(await readFile(clip.srt.path, 'utf8')).toMatch(/^1\n00:00:00,8\d\d --> /);
    const size = ASPECT_SIZES['1:1'];
    const colours = async (atMs: number) => {
      const frame = await grabFrame({ env, path: clip.video.path, atMs, size, signal });
      if (!frame) throw new Error(`no frame at ${atMs}`);
      const pink = colorPixels(frame, { x: 0, y: 0, ...size }, [250, 60, 200]);
      return { pink, white: colorPixels(frame, { x: 0, y: 400, width: 1080, height: 280 }, [255, 255, 255]) };
    };
    for (const atMs of [0, 400, 2400]) {
      const { pink, white } = await colours(atMs);
      expect(pink).toBe(0);
      expect(white).toBeGreaterThan(2000);
    }
    expect((await colours(1500)).pink).toBeGreaterThan(500);
  });

  it('whose files are gone is left out', async () => {
    const env = mediaEnv(join(dir, 'data'));
    const gone = {
      ...look,
      fontPath: join(dir, 'no.font'),
      logo: look.logo && { ...look.logo, path: join(dir, 'no') },
    };
    const part = { aspect: '1:1', startMs: 0, endMs: 1500, look: gone } as const;
    expect((await renderPart(env, dir, join(dir, 'voice.mp3'), part)).durationMs).toBeGreaterThan(1400);
  });
});

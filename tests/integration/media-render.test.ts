import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COLORS } from '#lib/server/captions/ass.ts';
import { LAYOUTS } from '#lib/server/captions/layout.ts';
import { PLAIN_LOOK } from '#lib/server/captions/render-look.ts';
import type { Env } from '#lib/server/env.ts';
import { resolveFfmpeg } from '#lib/server/media/ffmpeg.ts';
import { ASPECT_SIZES, type Aspect, aspectSchema } from '#lib/shared/states.ts';
import { colorPixels } from '#workers/render/checks.ts';
import { type Frame, grabFrame } from '#workers/render/frames.ts';
import type { RenderedClip } from '#workers/render/render-clip.ts';
import { parseLoudness } from '#workers/render/sound/loudness.ts';
import { makeMedia, mediaEnv, movingPicture, PACKAGED_FFMPEG, speechLikeSound } from '../helpers/media.ts';
import { renderPart } from '../helpers/rendering.ts';

const { signal } = new AbortController();
let dir: string;
let env: Env;
const at = (name: string) => join(dir, name);

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'podpromo-render-'));
  env = mediaEnv(at('data'));
  await makeMedia(env, [...speechLikeSound(12), '-b:a', '96k', at('voice.mp3')]);
  const fast = ['-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];
  await makeMedia(env, [...movingPicture('640x360', '25', 6), ...speechLikeSound(6), ...fast, at('talk.mp4')]);
});

afterAll(async () => {
  await rm(dir, { recursive: true, force: true });
});

/** Measured by the reference meter on the encoded file. */
async function ebur128(path: string) {
  const { ffmpeg } = await resolveFfmpeg(env);
  const filter = 'ebur128=peak=true:framelog=verbose';
  return parseLoudness((await execa(ffmpeg, ['-nostdin', '-i', path, '-af', filter, '-vn', '-f', 'null', '-'])).stderr);
}

async function streamsOf(path: string): Promise<string[]> {
  const { ffprobe } = await resolveFfmpeg(env);
  const entries = 'stream=codec_name,profile,width,height,pix_fmt,sample_rate,channels';
  const { stdout } = await execa(ffprobe, ['-v', 'error', '-show_entries', entries, '-of', 'csv=p=0', path]);
  return stdout.trim().split('\n');
}

async function frameAt(clip: RenderedClip, aspect: Aspect, atMs: number): Promise<Frame> {
  const frame = await grabFrame({ env, path: clip.video.path, atMs, size: ASPECT_SIZES[aspect], signal });
  if (!frame) throw new Error(`no frame at ${atMs}`);
  return frame;
}

async function expectPublished(clip: RenderedClip): Promise<void> {
  const folder = dirname(clip.video.path);
  expect((await readdir(folder)).toSorted()).toEqual(['clip.mp4', 'clip.srt', 'clip.vtt', 'poster.jpg']);
  expect(await readFile(clip.vtt.path, 'utf8')).toMatch(/^WEBVTT\n\n00:00:00\.\d{3} --> /);
  expect(await readFile(clip.srt.path, 'utf8')).toMatch(/^1\n00:00:00,\d{3} --> /);
  expect((await readFile(clip.poster.path)).subarray(0, 3)).toEqual(Buffer.from([0xff, 0xd8, 0xff]));
  // The index comes first: a browser can start to play before it has everything.
  const head = (await readFile(clip.video.path)).subarray(0, 200_000);
  expect(head.indexOf('moov')).toBeGreaterThan(0);
  expect(head.indexOf('moov')).toBeLessThan(head.includes('mdat') ? head.indexOf('mdat') : head.length);
}

describe.each(aspectSchema.options)('a clip in %s', (aspect) => {
  const { width, height } = ASPECT_SIZES[aspect];

  it.each([
    ['of sound alone', 'voice.mp3'],
    ['of video', 'talk.mp4'],
  ])('%s has the right streams, length, loudness and captions', async (_, name) => {
    const clip = await renderPart(env, dir, at(name), { aspect, startMs: 1500, endMs: 3700 });
    expect(Math.abs(clip.durationMs - 2200)).toBeLessThanOrEqual(60);
    expect(await streamsOf(clip.video.path)).toEqual([`h264,High,${width},${height},yuv420p`, 'aac,LC,48000,2']);
    const { integrated, truePeak } = await ebur128(clip.video.path);
    expect(Math.abs(integrated + 14)).toBeLessThanOrEqual(0.5);
    expect(truePeak).toBeLessThanOrEqual(-1);
    await expectPublished(clip);
    for (const atMs of [500, 1200, 1900]) {
      expect(colorPixels(await frameAt(clip, aspect, atMs), LAYOUTS[aspect].safe, COLORS.lit)).toBeGreaterThan(300);
    }
  });
});

describe('with the packaged ffmpeg', () => {
  it.each([
    ['voice.mp3', '9:16'],
    ['talk.mp4', '1:1'],
  ] as const)('renders %s in %s', async (name, aspect) => {
    const packaged = mediaEnv(at('data'), PACKAGED_FFMPEG);
    expect((await resolveFfmpeg(packaged)).old).toBe(true);
    const clip = await renderPart(packaged, dir, at(name), { aspect, startMs: 500, endMs: 2700 });
    expect(Math.abs(clip.durationMs - 2200)).toBeLessThanOrEqual(60);
    expect(Math.abs((await ebur128(clip.video.path)).integrated + 14)).toBeLessThanOrEqual(0.5);
    expect(colorPixels(await frameAt(clip, aspect, 1500), LAYOUTS[aspect].safe, COLORS.lit)).toBeGreaterThan(300);
  });
});

describe('odd sources', () => {
  const video = (name: string, picture: string[], sound: string[], extra: string[] = []) =>
    makeMedia(env, [...picture, ...sound, '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', ...extra, at(name)]);

  async function loudEnough(name: string, startMs = 0, endMs = 2000): Promise<RenderedClip> {
    const clip = await renderPart(env, dir, at(name), { aspect: '1:1', startMs, endMs });
    expect(Math.abs(clip.durationMs - (endMs - startMs))).toBeLessThanOrEqual(60);
    expect(Math.abs((await ebur128(clip.video.path)).integrated + 14)).toBeLessThanOrEqual(0.5);
    return clip;
  }

  it('5.1 sound and a picture of 50 a second', async () => {
    await video('surround.mp4', movingPicture('426x240', '50', 3), speechLikeSound(3, { channels: '5.1' }));
    await loudEnough('surround.mp4');
  });

  it('odd sides, full chroma and a changing rate, in a Matroska file', async () => {
    const picture = [
      ...movingPicture('321x241', '24', 3),
      '-vf',
      'select=not(mod(n\\,3))+gt(t\\,1.5),setpts=PTS',
      '-vsync',
      'vfr',
    ];
    await makeMedia(env, [
      ...['-f', 'lavfi', '-i', 'aevalsrc=0.2*sin(2*PI*300*t)*gt(sin(9*t)\\,-0.2):s=44100:d=3'],
      ...[...picture, '-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv444p', at('odd.mkv')],
    ]);
    await loudEnough('odd.mkv');
  });

  it('8-bit mono that is very quiet', async () => {
    await makeMedia(env, [...speechLikeSound(4, { level: 0.02 }), '-c:a', 'pcm_u8', '-ar', '11025', at('quiet.wav')]);
    await loudEnough('quiet.wav');
  });

  it('sound with high peaks, which a plain gain would clip', async () => {
    await makeMedia(env, [
      ...[
        '-f',
        'lavfi',
        '-i',
        'aevalsrc=0.03*sin(2*PI*300*t)+0.9*lt(mod(t\\,0.5)\\,0.004):s=44100:d=4',
        at('peaks.wav'),
      ],
    ]);
    const clip = await loudEnough('peaks.wav', 0, 4000);
    expect((await ebur128(clip.video.path)).truePeak).toBeLessThanOrEqual(-1);
  });

  it('a voice on one ear, which is put into the middle, at the loudness of podcast apps', async () => {
    await makeMedia(env, [...speechLikeSound(3), '-af', 'pan=stereo|c0=c0|c1=0*c0', at('left.wav')]);
    const part = { aspect: '1:1', startMs: 0, endMs: 2500, look: { ...PLAIN_LOOK, targetLufs: -16 } } as const;
    const clip = await renderPart(env, dir, at('left.wav'), part);
    expect(Math.abs((await ebur128(clip.video.path)).integrated + 16)).toBeLessThanOrEqual(0.5);
    const { ffmpeg } = await resolveFfmpeg(env);
    const read = ['-v', 'error', '-nostdin', '-i', clip.video.path, '-vn', '-ac', '2', '-f', 's16le', 'pipe:1'];
    const samples = (await execa(ffmpeg, read, { encoding: 'buffer' })).stdout;
    const loudness = [0, 1].map((side) => Math.hypot(...everySample(samples, side)));
    expect(Math.abs((loudness[0] ?? 0) / (loudness[1] ?? 1) - 1)).toBeLessThan(0.02);
  });

  it('silence, which stays silent', async () => {
    await makeMedia(env, ['-f', 'lavfi', '-i', 'anullsrc', '-t', '3', at('silence.wav')]);
    const clip = await renderPart(env, dir, at('silence.wav'), { aspect: '1:1', startMs: 0, endMs: 2000 });
    expect(clip.loudness).toBeNull();
  });

  it('a picture that begins late, and ends before the sound', async () => {
    await makeMedia(env, [
      ...movingPicture('320x240', '25', 2),
      '-preset',
      'ultrafast',
      '-pix_fmt',
      'yuv420p',
      at('p.mp4'),
    ]);
    await makeMedia(env, [
      ...['-itsoffset', '0.8', '-i', at('p.mp4'), ...speechLikeSound(5)],
      ...['-map', '0:v', '-map', '1:a', '-c:v', 'copy', at('late.mp4')],
    ]);
    const clip = await loudEnough('late.mp4', 0, 4500);
    // A seek to before the picture must not lose the sound until there.
    expect((await loudEnough('late.mp4', 100, 760)).framing).toBeNull();
    // And where the picture is over, the sound gets a picture of its own.
    expect((await loudEnough('late.mp4', 3000, 4800)).durationMs).toBeGreaterThan(1700);
    expect(clip.durationMs).toBeGreaterThan(4400);
  });
});

/** One side of interleaved 16-bit samples, every tenth. */
function everySample(samples: Uint8Array, side: number): number[] {
  const view = new DataView(samples.buffer, samples.byteOffset, samples.byteLength);
  const count = Math.floor(samples.byteLength / 40);
  return Array.from({ length: count }, (_, at) => view.getInt16(at * 40 + side * 2, true));
}

describe('a render that cannot be', () => {
  it('leaves nothing behind when it is stopped', async () => {
    const stopping = new AbortController();
    const outDir = await mkdtemp(join(dir, 'stopped-'));
    const render = renderPart(env, dir, at('talk.mp4'), {
      ...{ aspect: '9:16', startMs: 0, endMs: 5000, outDir, signal: stopping.signal },
      onProgress: (percent) => percent > 15 && stopping.abort(new Error('enough')),
    });
    await expect(render).rejects.toThrow('enough');
    expect(await readdir(outDir)).toEqual([]);
  });

  it('leaves no file with a name when its process is killed, and is whole the next time', async () => {
    const outDir = await mkdtemp(join(dir, 'killed-'));
    const child = fork(join(import.meta.dirname, '..', 'helpers', 'render-child.ts'), [at('talk.mp4'), dir, outDir]);
    const ended = once(child, 'exit');
    child.on('message', (percent) => Number(percent) > 25 && child.kill('SIGKILL'));
    expect(await ended).toEqual([null, 'SIGKILL']);
    const left = await readdir(outDir);
    expect(left.length).toBeGreaterThan(0);
    for (const name of left) expect(name).toMatch(/\.partial$/);
    await expectPublished(
      await renderPart(env, dir, at('talk.mp4'), { aspect: '1:1', startMs: 0, endMs: 1500, outDir }),
    );
  });

  it('gives no file its name when the job is lost before the end', async () => {
    const outDir = await mkdtemp(join(dir, 'lost-'));
    const beforePublish = () => Promise.reject(new Error('lost'));
    const part = { aspect: '1:1', startMs: 0, endMs: 1500, outDir, beforePublish } as const;
    await expect(renderPart(env, dir, at('voice.mp3'), part)).rejects.toThrow('lost');
    expect(await readdir(outDir)).toEqual([]);
  });
});

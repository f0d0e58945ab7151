import { cp, mkdtemp, rm, stat } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FONTS_FOLDER } from '#lib/server/captions/text/fonts.ts';
import type { Env } from '#lib/server/env.ts';
import { resolveFfmpeg } from '#lib/server/media/ffmpeg.ts';
import type { MediaInfo } from '#lib/server/media/media-info.ts';
import { probeMedia } from '#lib/server/media/probe.ts';
import { ASPECT_SIZES } from '#lib/shared/states.ts';
import { drawFilm } from '#tests/helpers/cartoon.ts';
import { cpuTimeMs } from '#tests/helpers/cpu-time.ts';
import { makeMedia, mediaEnv } from '#tests/helpers/media.ts';
import { naiveClip } from '#tests/helpers/naive-pipeline.ts';
import { evenWords } from '#tests/helpers/rendering.ts';
import { outputRate } from '#workers/render/encoding.ts';
import { type RenderedClip, renderClip } from '#workers/render/render-clip.ts';
import { encoderArgs } from '#workers/render/video-encoders.ts';
import { ASS_FILE, videoGraph } from '#workers/render/video-graph.ts';

/**
 * Clips of a long 1080p episode, made as the worker makes them (two at a time, each on half of the cores, with framing,
 * captions, levelled sound and all checks), beside a naive pipeline (the preset of ours at the same quality, as a script
 * would say it), and beside nothing but the encode of the same frames with our settings. Interleaved, on an idle machine:
 * `npm run test:bench -- tests/bench/rendering.test.ts`; smaller with BENCH_CLIPS, BENCH_SECONDS and BENCH_MINUTES.
 */
const CLIPS = Number(process.env.BENCH_CLIPS ?? 10);
const SECONDS = Number(process.env.BENCH_SECONDS ?? 30);
const MINUTES = Number(process.env.BENCH_MINUTES ?? 30);
const TARGET = { naive: 0.4, bare: 1.25 };
const LOOP_SECONDS = 40;
const AT_ONCE = 2;
const size = ASPECT_SIZES['9:16'];
const { signal } = new AbortController();

let dir: string;
let env: Env;
let ffmpeg: string;
let episode: string;
let info: MediaInfo;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'podpromo-bench-render-'));
  // What bubblewrap runs does not count as ours in /proc.
  process.env.SANDBOX = 'off';
  env = mediaEnv(join(dir, 'data'), { VIDEO_ENCODER: 'software' });
  ({ ffmpeg } = await resolveFfmpeg(env));
  episode = join(dir, 'episode.mp4');
  await makeEpisode(env, episode);
  info = await probeMedia(env, episode, signal);
}, 1_200_000);
afterAll(() => rm(dir, { recursive: true, force: true }));

/** Drawn people who talk in turns, large, with the grain of a camera; the same forty seconds again and again. */
async function makeEpisode(given: Env, path: string): Promise<void> {
  const drawn = join(dir, 'drawn.mp4');
  const voice = 'sin(2*PI*(180+60*sin(3*t))*t)*(0.15+0.85*gt(sin(7.3*t)*sin(2.1*t)\\,-0.1))';
  await drawFilm({
    ...{ env: given, path: drawn, seconds: LOOP_SECONDS, sound: `0.2*${voice}|0.2*${voice}` },
    scene(seconds) {
      const turn = Math.floor(seconds / 5) % 2;
      const mouth = (one: number) => (one === turn ? Math.abs(Math.sin(seconds * 9)) : 0);
      const sway = 6 * Math.sin(seconds / 2);
      return {
        wall: 120,
        heads: [
          { x: 90 + sway, y: 95, size: 46, mouth: mouth(0) },
          { x: 230 - sway, y: 92, size: 46, mouth: mouth(1) },
        ],
      };
    },
  });
  const loop = join(dir, 'loop.mp4');
  const encoded = ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '21', '-g', '60', '-pix_fmt', 'yuv420p'];
  const grain = 'scale=1920:1080:flags=bicubic,fps=30,noise=alls=6:allf=t';
  await makeMedia(given, ['-i', drawn, '-vf', grain, ...encoded, '-c:a', 'aac', '-b:a', '160k', loop]);
  const times = Math.ceil((MINUTES * 60) / LOOP_SECONDS);
  await makeMedia(given, ['-stream_loop', String(times - 1), '-i', loop, '-c', 'copy', path]);
}

interface Made {
  readonly clip: RenderedClip;
  readonly workDir: string;
  readonly startMs: number;
}

async function ours(startMs: number): Promise<Made> {
  const workDir = await mkdtemp(join(dir, 'work-'));
  const clip = await renderClip({
    ...{ env, signal, workDir, aspect: '9:16', artworkPath: null, show: 'A Show', threads: 1 },
    source: { path: episode, info, sha256: 'episode' },
    clip: { startMs, endMs: startMs + SECONDS * 1000, title: 'A clip' },
    words: evenWords(startMs, startMs + SECONDS * 1000),
    outDir: await mkdtemp(join(dir, 'out-')),
  });
  return { clip, workDir, startMs };
}

/** The graph of the same frames as in our clip, `[0:v]` to `[picture]`. */
function graphOf({ clip }: Made): string {
  const { video } = info;
  if (!video || !clip.framing) throw new Error('no picture');
  const durationMs = SECONDS * 1000;
  return videoGraph({ video, framing: clip.framing, edits: null, rate: outputRate(video.fps), durationMs });
}

const seek = (startMs: number) => ['-ss', (startMs / 1000).toFixed(3), '-t', String(SECONDS), '-i', episode];
const rate = () => outputRate(info.video?.fps ?? 30);
const quiet = ['-v', 'error', '-nostdin', '-y'];

async function bare(made: Made): Promise<void> {
  const args = ['-threads', '1', ...seek(made.startMs), '-filter_complex', graphOf(made), '-map', '[picture]', '-an'];
  const encode = ['-r', rate().text, ...encoderArgs(rate(), 1), '-t', String(SECONDS), join(made.workDir, 'bare.mp4')];
  await execa(ffmpeg, [...quiet, '-filter_threads', '1', '-filter_complex_threads', '1', ...args, ...encode], {
    cwd: made.workDir,
  });
}

async function naive(made: Made): Promise<string> {
  const folder = await mkdtemp(join(dir, 'naive-'));
  await cp(join(made.workDir, ASS_FILE), join(folder, ASS_FILE));
  await cp(join(made.workDir, FONTS_FOLDER), join(folder, FONTS_FOLDER), { recursive: true });
  const { startMs } = made;
  return await naiveClip({
    ...{ ffmpeg, source: episode, startMs, durationMs: SECONDS * 1000, target: size, dir: folder },
    ...{ crop: NAIVE_CROP, captions: { script: ASS_FILE, fonts: FONTS_FOLDER } },
    encoder: NAIVE_ENCODER,
  });
}
const NAIVE_ENCODER = ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '20', '-pix_fmt', 'yuv420p', '-g', '60'];
const NAIVE_CROP = '608:1080:656:0';

/** How like its own lossless frames a file is, 0-1. */
async function ssim(path: string, graph: string, made: Made): Promise<number> {
  const compare = `${graph};[1:v]format=yuv420p[made];[made][picture]ssim=shortest=1`;
  const args = ['-v', 'info', '-nostdin', '-hide_banner', ...seek(made.startMs), '-i', path];
  const { stderr } = await execa(ffmpeg, [...args, '-filter_complex', compare, '-an', '-f', 'null', '-'], {
    cwd: made.workDir,
  });
  return Number(/All:([\d.]+)/.exec(stderr)?.[1] ?? 0);
}

class Stopwatch {
  wallMs = 0;
  cpuMs = 0;
  async time<T>(work: () => Promise<T>): Promise<T> {
    const [began, cpu] = [performance.now(), cpuTimeMs() ?? 0];
    const result = await work();
    this.wallMs += performance.now() - began;
    this.cpuMs += (cpuTimeMs() ?? 0) - cpu;
    return result;
  }
}

test(`${CLIPS} clips of ${SECONDS} s from ${MINUTES} minutes of 1080p`, async () => {
  const watches = { ours: new Stopwatch(), naive: new Stopwatch(), bare: new Stopwatch() };
  const bytes = { ours: 0, naive: 0 };
  const likeness: { ours: number; naive: number }[] = [];
  const ratio = (other: Stopwatch, key: 'wallMs' | 'cpuMs') => watches.ours[key] / other[key];
  const mean = (key: 'ours' | 'naive') => likeness.reduce((sum, each) => sum + each[key], 0) / likeness.length;
  const took = (name: keyof typeof watches) =>
    `${name} ${(watches[name].wallMs / 1000).toFixed(1)} s (processor ${(watches[name].cpuMs / 1000).toFixed(1)} s)`;
  const tell = (clips: number) =>
    process.stdout.write(
      [
        `${clips} × ${SECONDS} s: ${took('ours')}, ${took('naive')}, ${took('bare')}; load ${(loadavg()[0] ?? 0).toFixed(1)}`,
        `of naive: ${ratio(watches.naive, 'wallMs').toFixed(3)} (processor ${ratio(watches.naive, 'cpuMs').toFixed(3)})`,
        `of bare: ${ratio(watches.bare, 'wallMs').toFixed(3)} (processor ${ratio(watches.bare, 'cpuMs').toFixed(3)})`,
        `SSIM ${mean('ours').toFixed(4)} (naive ${mean('naive').toFixed(4)}), MB ${(bytes.ours / 1e6).toFixed(1)} (naive ${(bytes.naive / 1e6).toFixed(1)})\n`,
      ].join('\n'),
    );
  const stepMs = (MINUTES * 60_000 - SECONDS * 1000) / CLIPS;
  for (let first = 0; first < CLIPS; first += AT_ONCE) {
    const starts = Array.from({ length: Math.min(AT_ONCE, CLIPS - first) }, (_, at) =>
      Math.round((first + at) * stepMs + 700),
    );
    const made = await watches.ours.time(() => Promise.all(starts.map(ours)));
    const naives = await watches.naive.time(async () => {
      const paths: string[] = [];
      for (const each of made) paths.push(await naive(each));
      return paths;
    });
    await watches.bare.time(() => Promise.all(made.map(bare)));
    for (const { clip } of made) bytes.ours += clip.video.sizeBytes;
    for (const path of naives) bytes.naive += (await stat(path)).size;
    const [one] = made;
    const [other] = naives;
    if (one && other && likeness.length < 3) {
      const cropped = `[0:v]crop=${NAIVE_CROP},scale=${size.width}:${size.height}:flags=bicubic,setsar=1`;
      const burned = `${cropped},ass=${ASS_FILE}:fontsdir=${FONTS_FOLDER},format=yuv420p[picture]`;
      likeness.push({
        ours: await ssim(one.clip.video.path, graphOf(one), one),
        naive: await ssim(other, burned, one),
      });
    }
    for (const { workDir } of made) await rm(workDir, { recursive: true, force: true });
    tell(first + made.length);
  }
  expect.soft(mean('ours')).toBeGreaterThanOrEqual(mean('naive'));
  expect.soft(ratio(watches.naive, 'wallMs')).toBeLessThanOrEqual(TARGET.naive);
  expect.soft(ratio(watches.bare, 'wallMs')).toBeLessThanOrEqual(TARGET.bare);
}, 5_400_000);

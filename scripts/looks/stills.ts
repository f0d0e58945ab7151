import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { assScript, COLORS } from '#lib/server/captions/ass.ts';
import { makeCaptions } from '#lib/server/captions/captions.ts';
import { PLAIN_LOOK } from '#lib/server/captions/render-look.ts';
import { STYLES } from '#lib/server/captions/styles.ts';
import { loadFaces, placeFonts } from '#lib/server/captions/text/fonts.ts';
import { videoCaptionPlace } from '#lib/server/captions/video-script.ts';
import type { Env } from '#lib/server/env.ts';
import { runFfmpeg } from '#lib/server/media/ffmpeg.ts';
import { rawInput } from '#lib/server/media/raw-input.ts';
import { ASPECT_SIZES, type Aspect } from '#lib/shared/states.ts';
import type { AudiogramDesign, CaptionStyle } from '#lib/shared/styles/looks.ts';
import { planAudiogram } from '#workers/render/audiogram/plan.ts';
import { ASS_FILE, BURN_IN } from '#workers/render/video-graph.ts';
import { drawScene } from './pictures.ts';

/** What is said in the samples, and when. */
export const SAMPLE = {
  show: 'The Paper Hours',
  speaker: 'Ines Marlow',
  title: 'Why we kept the old press running',
  words: 'Nobody asked us to keep it. We kept 40 machines running because the paper remembers.'
    .split(' ')
    .map((text, position) => ({ startMs: 200 + position * 330, endMs: 480 + position * 330, text })),
  durationMs: 6000,
} as const;

const { signal } = new AbortController();

/** A picture of captions in this style over a scene. */
export async function styleStill(
  env: Env,
  style: CaptionStyle,
  aspect: Aspect,
  atMs: number,
  outPath: string,
): Promise<void> {
  const size = ASPECT_SIZES[aspect];
  const faces = await loadFaces(STYLES[style].face);
  const look = { style, face: faces.caption, lit: COLORS.lit, text: COLORS.text };
  const captions = makeCaptions(SAMPLE.words, SAMPLE.durationMs, videoCaptionPlace(aspect), look);
  await inFolder(async (dir) => {
    await placeFonts(dir, captions.faces);
    await writeFile(join(dir, ASS_FILE), assScript(size, captions.styles, captions.events));
    await runFfmpeg({
      ...{ env, signal, cwd: dir, timeoutMs: 60_000 },
      stdin: Readable.from([drawScene(size.width, size.height)]),
      args: [
        ...['-v', 'error', ...rawInput({ pixelFormat: 'rgb24', ...size, rate: '25', from: 'stdin' })],
        ...['-vf', `setpts=PTS+${atMs / 1000}/TB,format=yuv444p,${BURN_IN}`, '-frames:v', '1'],
        ...['-q:v', '2', '-pix_fmt', 'yuvj444p', '-f', 'image2', '-update', '1', `file:${outPath}`],
      ],
    });
  });
}

/** A picture of an audiogram in this design. */
export async function designStill(options: {
  env: Env;
  design: AudiogramDesign;
  style: CaptionStyle;
  aspect: Aspect;
  atMs: number;
  coverPath: string | null;
  outPath: string;
}): Promise<void> {
  const { env, design, style, aspect, atMs, coverPath, outPath } = options;
  await inFolder(async (dir) => {
    const { words, durationMs, show, speaker, title } = SAMPLE;
    const plan = await planAudiogram({
      request: {
        ...{ env, aspect, show, speaker, signal, artworkPath: coverPath, look: { ...PLAIN_LOOK, design, style } },
        ...{ clip: { startMs: 0, endMs: durationMs, title }, workDir: dir },
      },
      ...{ words, durationMs },
      levels: Array.from({ length: durationMs / 20 }, (_, at) => voiceLevel(at)),
    });
    await placeFonts(dir, plan.faces);
    await writeFile(join(dir, ASS_FILE), plan.script);
    await runFfmpeg({
      ...{ env, signal, cwd: dir, timeoutMs: 120_000, stdin: plan.picture.frames?.() },
      args: [
        ...['-v', 'error', ...plan.picture.inputs, '-filter_complex', plan.picture.graph, '-map', '[picture]'],
        ...['-ss', String(atMs / 1000), '-frames:v', '1', '-q:v', '2', '-pix_fmt', 'yuvj420p'],
        ...['-f', 'image2', '-update', '1', `file:${outPath}`],
      ],
    });
  });
}

/** Rises and falls like syllables do. */
function voiceLevel(at: number): number {
  const syllable = Math.abs(Math.sin(at / 5.3)) * (0.55 + 0.45 * Math.sin(at / 17));
  return Math.sin(at / 61) > 0.93 ? 0.01 : 0.25 * syllable + 0.02;
}

async function inFolder(work: (dir: string) => Promise<void>): Promise<void> {
  const dir = await mkdtemp(join(tmpdir(), 'podpromo-look-'));
  try {
    await work(dir);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

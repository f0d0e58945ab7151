import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { Env } from '#lib/server/env.ts';
import { runFfmpeg } from '#lib/server/media/ffmpeg.ts';
import { ownInput } from '#lib/server/media/user-input.ts';
import { FULL_RATE } from '../encoding.ts';
import type { Box } from '../layout.ts';
import type { PictureSource } from '../picture.ts';
import { type Artwork, paintBackground } from './background.ts';
import { createStrip } from './create-strip.ts';
import { audiogramGraph, rawInput } from './graph.ts';
import type { AudiogramLayout } from './layout.ts';
import type { Palette } from './palette.ts';
import type { Strip } from './strip.ts';

/** A picture for sound alone: a painted ground, and what moves with the voice. */
export async function audiogramPicture(options: {
  layout: AudiogramLayout;
  target: { width: number; height: number };
  artwork: Artwork | null;
  palette: Palette;
  levels: readonly number[];
  durationMs: number;
  workDir: string;
}): Promise<PictureSource> {
  const { layout, target, artwork, palette, levels, durationMs, workDir } = options;
  const ground = join(workDir, 'ground.rgb');
  const colors = join(workDir, 'strip.rgb');
  const strip = createStrip(layout.motion, {
    ...{ wave: layout.wave, progress: layout.progress, levels, durationMs },
    colors: { lit: palette.lit, pale: palette.pale },
  });
  await writeFile(ground, paintBackground({ ...target, artwork, palette, layout }));
  await writeFile(colors, strip.colors);
  const rate = FULL_RATE;
  const { width, height } = strip.box;
  return {
    rate,
    inputs: [
      ...rawInput({ pixelFormat: 'rgb24', ...target, rate: rate.text, from: { file: ground } }),
      ...rawInput({ pixelFormat: 'rgb24', width, height, rate: rate.text, from: { file: colors } }),
      ...rawInput({ pixelFormat: 'gray', width, height, rate: rate.text, from: 'stdin' }),
    ],
    inputCount: 3,
    graph: audiogramGraph(strip.box),
    frames: () => Readable.from(maskFrames(strip, durationMs, rate.perSecond), { objectMode: false }),
  };
}

function* maskFrames(strip: Strip, durationMs: number, perSecond: number): Generator<Buffer> {
  const count = Math.ceil((durationMs / 1000) * perSecond) + 1;
  for (let frame = 0; frame < count; frame += 1) yield Buffer.from(strip.frame((frame * 1000) / perSecond));
}

/**
 * The episode's cover in the size of its place: cropped to its shape, rgb24.
 *
 * @param path a JPEG that `extractArtwork` wrote
 */
export async function readArtwork(options: {
  env: Env;
  path: string;
  box: Box;
  signal: AbortSignal;
}): Promise<Artwork> {
  const { env, path, box, signal } = options;
  const size = `${box.width}:${box.height}`;
  const chunks: Buffer[] = [];
  await runFfmpeg({
    env,
    signal,
    timeoutMs: 60_000,
    args: [
      ...['-v', 'error', ...ownInput(path, 'mjpeg'), '-frames:v', '1'],
      ...['-vf', `scale=${size}:force_original_aspect_ratio=increase:flags=lanczos,crop=${size},setsar=1`],
      ...['-pix_fmt', 'rgb24', '-f', 'rawvideo', 'pipe:1'],
    ],
    onData: (chunk) => chunks.push(chunk),
  });
  const pixels = Buffer.concat(chunks);
  if (pixels.length !== box.width * box.height * 3) throw new Error(`the cover has ${pixels.length} bytes of pixels`);
  return { pixels, box };
}

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { Artwork } from '#lib/server/audiogram/artwork.ts';
import { paintBackground } from '#lib/server/audiogram/background.ts';
import type { AudiogramLayout } from '#lib/server/audiogram/layout.ts';
import type { Palette } from '#lib/server/audiogram/palette.ts';
import { rawInput } from '#lib/server/media/raw-input.ts';
import { FULL_RATE } from '../encoding.ts';
import type { PictureSource } from '../picture.ts';
import { createStrip } from './create-strip.ts';
import { audiogramGraph } from './graph.ts';
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

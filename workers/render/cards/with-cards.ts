import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readArtwork } from '#lib/server/audiogram/artwork.ts';
import { paintBackground } from '#lib/server/audiogram/background.ts';
import { paletteOf } from '#lib/server/audiogram/palette.ts';
import { paletteFor } from '#lib/server/audiogram/palette-for.ts';
import { facesOfLook, type RenderLook } from '#lib/server/captions/render-look.ts';
import { type Face, FONTS_FOLDER } from '#lib/server/captions/text/fonts.ts';
import type { Env } from '#lib/server/env.ts';
import { rawInput } from '#lib/server/media/raw-input.ts';
import { ASPECT_SIZES, type Aspect } from '#lib/shared/states.ts';
import type { PictureSource } from '../picture.ts';
import { cardScript } from './card-script.ts';
import { cardTimes } from './cards.ts';

const CARDS_FILE = 'cards.ass';
const GROUND_FILE = 'card.rgb';
const NO_PARTS = { artwork: null, artworkShape: 'rounded', panel: null, blurredGround: false, progress: null } as const;

/** Puts the brand's cards before and after a picture; the sound is padded by `padSound`. */
export async function withCards(
  picture: PictureSource,
  options: {
    env: Env;
    look: RenderLook;
    aspect: Aspect;
    artworkPath: string | null;
    /** Of the clip alone. */
    durationMs: number;
    workDir: string;
    signal: AbortSignal;
  },
): Promise<{ picture: PictureSource; faces: ReadonlySet<Face> }> {
  const { env, look, aspect, artworkPath, durationMs, workDir, signal } = options;
  const { introMs, outroMs } = cardTimes(look.cards);
  if (introMs + outroMs === 0) return { picture, faces: new Set() };
  const size = ASPECT_SIZES[aspect];
  const box = { x: 0, y: 0, width: 120, height: 120 };
  const artwork = artworkPath ? await readArtwork({ env, path: artworkPath, box, signal }) : null;
  const palette = paletteFor(look.colors, artwork && paletteOf(artwork.pixels));
  const { intro, outro } = look.cards;
  const [start, end] = [introMs, introMs + durationMs];
  const { script, faces } = cardScript({
    aspect,
    faces: await facesOfLook(env, look),
    color: palette.text,
    cards: [
      ...(intro ? [{ card: intro, startMs: 0, endMs: start }] : []),
      ...(outro ? [{ card: outro, startMs: end, endMs: end + outroMs + 1000 }] : []),
    ],
  });
  await writeFile(join(workDir, CARDS_FILE), script);
  const file = join(workDir, GROUND_FILE);
  await writeFile(file, paintBackground({ ...size, artwork: null, palette, layout: NO_PARTS }));
  const seconds = (ms: number) => (ms / 1000).toFixed(3);
  const card = picture.inputCount;
  return {
    faces,
    picture: {
      ...picture,
      inputs: [
        ...picture.inputs,
        ...rawInput({ pixelFormat: 'rgb24', ...size, rate: picture.rate.text, from: { file } }),
      ],
      inputCount: card + 1,
      graph: [
        picture.graph.replace(/\[picture\]$/, '[clip]'),
        `[clip]trim=duration=${seconds(durationMs)},setpts=PTS-STARTPTS,fps=${picture.rate.text}:start_time=0,${padding(introMs, outroMs + 1000)}[long]`,
        `[${card}:v]scale=out_color_matrix=bt709:out_range=tv,format=yuv420p,loop=-1:1:0[card]`,
        `[long][card]overlay=0:0:shortest=1:format=yuv420:enable='lt(t,${seconds(start)})+gte(t,${seconds(end)})',ass=${CARDS_FILE}:fontsdir=${FONTS_FOLDER},format=yuv420p[picture]`,
      ].join(';'),
    },
  };
}

/** The first and the last picture stand as long as the cards that cover them. */
function padding(beforeMs: number, afterMs: number): string {
  const before = beforeMs > 0 ? `start_mode=clone:start_duration=${(beforeMs / 1000).toFixed(3)}:` : '';
  return `tpad=${before}stop_mode=clone:stop_duration=${(afterMs / 1000).toFixed(3)}`;
}

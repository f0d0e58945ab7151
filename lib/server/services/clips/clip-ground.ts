import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Aspect } from '#lib/shared/states.ts';
import { ASPECT_SIZES } from '#lib/shared/states.ts';
import type { AudiogramDesign } from '#lib/shared/styles/looks.ts';
import { readArtwork } from '../../audiogram/artwork.ts';
import { paintBackground } from '../../audiogram/background.ts';
import { audiogramLayout } from '../../audiogram/layout.ts';
import { type Palette, paletteOf } from '../../audiogram/palette.ts';
import { paletteFor } from '../../audiogram/palette-for.ts';
import type { RenderLook } from '../../captions/render-look.ts';
import type { Env } from '../../env.ts';
import { runFfmpeg } from '../../media/ffmpeg.ts';
import { rawInput } from '../../media/raw-input.ts';

export interface Cover {
  readonly id: string;
  readonly path: string;
}

/** What the still ground of a clip without a picture depends on. */
export interface Ground {
  readonly aspect: Aspect;
  readonly design: AudiogramDesign;
  readonly colors: RenderLook['colors'];
  /** The episode's; null where it has none. */
  readonly artwork: Cover | null;
}

const palettes = new Map<string, Palette>();
const MOST_PALETTES = 200;

/** A word that is another one where the ground is. */
export function groundVersion(ground: Ground): string {
  const parts = [ground.aspect, ground.design, ground.colors, ground.artwork?.id ?? null];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
}

/** The colours of a ground and of what is written on it. */
export async function groundPalette(env: Env, ground: Ground, signal: AbortSignal): Promise<Palette> {
  const { aspect, design, colors, artwork } = ground;
  const box = audiogramLayout(aspect, artwork !== null, design).artwork;
  if (!artwork || !box) return paletteFor(colors, null);
  const key = `${artwork.id} ${box.width}x${box.height}`;
  const known = palettes.get(key);
  if (known) return paletteFor(colors, known);
  const own = paletteOf((await readArtwork({ env, path: artwork.path, box, signal })).pixels);
  if (palettes.size >= MOST_PALETTES) palettes.clear();
  palettes.set(key, own);
  return paletteFor(colors, own);
}

/** The ground as a JPEG: everything of the design that stands still, besides its texts. */
export async function paintGround(env: Env, ground: Ground, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
  const { aspect, design, colors, artwork } = ground;
  const layout = audiogramLayout(aspect, artwork !== null, design);
  const { width, height } = ASPECT_SIZES[aspect];
  const cover =
    artwork && layout.artwork ? await readArtwork({ env, path: artwork.path, box: layout.artwork, signal }) : null;
  const palette = paletteFor(colors, cover && paletteOf(cover.pixels));
  const pixels = paintBackground({ width, height, artwork: cover, palette, layout });
  const chunks: Buffer[] = [];
  await runFfmpeg({
    ...{ env, signal, timeoutMs: 60_000 },
    stdin: Readable.from([pixels]),
    args: [
      ...['-v', 'error', ...rawInput({ pixelFormat: 'rgb24', width, height, rate: '1', from: 'stdin' })],
      ...['-frames:v', '1', '-vf', 'scale=out_range=pc,format=yuvj444p'],
      ...['-c:v', 'mjpeg', '-q:v', '2', '-f', 'mjpeg', 'pipe:1'],
    ],
    onData: (chunk) => chunks.push(chunk),
  });
  return new Uint8Array(Buffer.concat(chunks));
}

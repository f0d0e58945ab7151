import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { boxOfLogo } from '#lib/server/captions/logo-box.ts';
import type { Logo } from '#lib/server/captions/render-look.ts';
import type { Env } from '#lib/server/env.ts';
import { runFfmpeg } from '#lib/server/media/ffmpeg.ts';
import { rawInput } from '#lib/server/media/raw-input.ts';
import { ownInput } from '#lib/server/media/user-input.ts';
import { exists } from '#lib/server/storage/folder.ts';
import type { Aspect } from '#lib/shared/states.ts';
import type { Corner } from '#lib/shared/styles/brand.ts';
import type { PictureSource } from './picture.ts';

/**
 * Puts a logo over a picture. It lies in a corner of its box, as large as its shape allows. One whose file is gone is
 * left out: a clip can be made without.
 */
export async function withLogo(
  picture: PictureSource,
  options: { env: Env; logo: Logo; aspect: Aspect; workDir: string; signal: AbortSignal },
): Promise<PictureSource> {
  const { env, logo, aspect, workDir, signal } = options;
  if (!(await exists(logo.path))) return picture;
  const box = boxOfLogo(aspect, logo);
  const side = box.width;
  const pixels = await readLogo({ env, path: logo.path, side, corner: logo.corner, signal });
  const file = join(workDir, 'logo.rgba');
  await writeFile(file, pixels);
  return {
    ...picture,
    inputs: [
      ...picture.inputs,
      ...rawInput({ pixelFormat: 'rgba', width: side, height: side, rate: picture.rate.text, from: { file } }),
    ],
    inputCount: picture.inputCount + 1,
    graph: [
      picture.graph.replace(/\[picture\]$/, '[bare]'),
      `[${picture.inputCount}:v]scale=out_color_matrix=bt709:out_range=tv,format=yuva420p[logo]`,
      `[bare][logo]overlay=${box.x}:${box.y}:eof_action=repeat:format=yuv420,format=yuv420p[picture]`,
    ].join(';'),
  };
}

/** The logo in a square, pushed into its corner, the rest transparent. rgba. */
async function readLogo(options: {
  env: Env;
  path: string;
  side: number;
  corner: Corner;
  signal: AbortSignal;
}): Promise<Buffer> {
  const { env, path, side, corner, signal } = options;
  const [x, y] = [corner.endsWith('left') ? '0' : 'ow-iw', corner.startsWith('top') ? '0' : 'oh-ih'];
  const chunks: Buffer[] = [];
  await runFfmpeg({
    ...{ env, signal, timeoutMs: 60_000 },
    args: [
      ...['-v', 'error', ...ownInput(path, 'png_pipe'), '-frames:v', '1', '-vf'],
      `format=rgba,scale=${side}:${side}:force_original_aspect_ratio=decrease:flags=lanczos,pad=${side}:${side}:${x}:${y}:color=black@0`,
      ...['-pix_fmt', 'rgba', '-f', 'rawvideo', 'pipe:1'],
    ],
    onData: (chunk) => chunks.push(chunk),
  });
  const pixels = Buffer.concat(chunks);
  if (pixels.length !== side * side * 4) throw new Error(`the logo has ${pixels.length} bytes of pixels`);
  return pixels;
}

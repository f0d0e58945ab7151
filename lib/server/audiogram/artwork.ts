import type { Box } from '../captions/layout.ts';
import type { Env } from '../env.ts';
import { runFfmpeg } from '../media/ffmpeg.ts';
import { ownInput } from '../media/user-input.ts';

export interface Artwork {
  /** rgb24 of exactly the size of its box. */
  readonly pixels: Uint8Array;
  readonly box: Box;
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

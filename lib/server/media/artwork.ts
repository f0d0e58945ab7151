import { stat } from 'node:fs/promises';
import { hasErrno } from '../app-error.ts';
import type { Env } from '../env.ts';
import { runFfmpeg } from './ffmpeg.ts';
import type { MediaInfo } from './media-info.ts';
import { userInput } from './user-input.ts';

/** Longest side of a cover that is kept, in pixels. */
const SIDE = 1080;

/**
 * Takes the cover out of a file and writes it as a JPEG of at most 1080 px
 * (decoded and encoded again: nothing of the original's bytes is served).
 *
 * @param outPath absolute
 * @returns false where there is no cover, or one that cannot be read: an episode is fine without.
 */
export async function extractArtwork(options: {
  env: Env;
  path: string;
  info: MediaInfo;
  outPath: string;
  signal: AbortSignal;
}): Promise<boolean> {
  const { env, path, info, outPath, signal } = options;
  if (info.artwork === null) return false;
  const fit = `scale=w='min(${SIDE},iw)':h='min(${SIDE},ih)':force_original_aspect_ratio=decrease:flags=lanczos`;
  const result = await runFfmpeg({
    env,
    signal,
    timeoutMs: 60_000,
    tolerant: true,
    args: [
      ...['-v', 'error', ...userInput(path, info.format)],
      ...['-map', `0:${info.artwork}`, '-frames:v', '1', '-vf', `${fit},format=yuvj420p`, '-map_metadata', '-1'],
      ...['-c:v', 'mjpeg', '-q:v', '3', '-f', 'image2', '-update', '1', `file:${outPath}`],
    ],
  });
  if (result.exitCode !== 0) return false;
  try {
    return (await stat(outPath)).size > 0;
  } catch (error) {
    // A stream that yields no picture ends without an error and without a file.
    if (hasErrno(error, 'ENOENT')) return false;
    throw error;
  }
}

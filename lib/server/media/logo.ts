import { stat } from 'node:fs/promises';
import { AppError, hasErrno } from '../app-error.ts';
import type { Env } from '../env.ts';
import { runFfmpeg } from './ffmpeg.ts';
import { stillInput } from './user-input.ts';

/** Longest side of a logo that is kept, in pixels. */
const SIDE = 800;

/**
 * Draws an uploaded picture again as a PNG with transparency: nothing of its own bytes is kept.
 *
 * @param path absolute; @param outPath absolute
 * @throws AppError `logo_unusable` where it is no PNG or JPEG, or cannot be read
 */
export async function redrawLogo(options: {
  env: Env;
  path: string;
  head: Buffer;
  outPath: string;
  signal: AbortSignal;
}): Promise<void> {
  const { env, path, head, outPath, signal } = options;
  const format = formatOf(head);
  if (!format) throw new AppError('logo_unusable');
  const fit = `scale=w='min(${SIDE},iw)':h='min(${SIDE},ih)':force_original_aspect_ratio=decrease:flags=lanczos`;
  const result = await runFfmpeg({
    ...{ env, signal, timeoutMs: 60_000, tolerant: true },
    args: [
      ...['-v', 'error', ...stillInput(path, format), '-map', '0:v:0', '-frames:v', '1', '-vf', `${fit},format=rgba`],
      ...['-map_metadata', '-1', '-c:v', 'png', '-f', 'image2', '-update', '1', `file:${outPath}`],
    ],
  });
  if (result.exitCode !== 0 || !(await hasBytes(outPath))) throw new AppError('logo_unusable');
}

function formatOf(head: Buffer): 'png_pipe' | 'jpeg_pipe' | null {
  if (head.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))) return 'png_pipe';
  return head.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff])) ? 'jpeg_pipe' : null;
}

async function hasBytes(path: string): Promise<boolean> {
  try {
    return (await stat(path)).size > 0;
  } catch (error) {
    if (hasErrno(error, 'ENOENT')) return false;
    throw error;
  }
}

import type { Env } from '#lib/server/env.ts';
import { mediaTimeoutMs, runFfmpeg } from '#lib/server/media/ffmpeg.ts';
import { ownInput } from '#lib/server/media/user-input.ts';
import { CONTAINER_ARGS, encoderArgs } from './encoding.ts';
import type { PictureSource } from './picture.ts';

/** An encode is slower than playing where the machine is: so much more than three times the length. */
const ENCODE_PATIENCE = 10;

/**
 * Encodes a clip's picture in one pass, captions included, and puts its finished sound beside it as it is.
 *
 * @param options.workDir the working directory, with the caption script and the fonts
 * @param options.outPath absolute
 */
export async function encodeClip(options: {
  env: Env;
  picture: PictureSource;
  soundPath: string;
  durationMs: number;
  threads: number;
  workDir: string;
  outPath: string;
  signal: AbortSignal;
  onProgress?: (doneMs: number) => void;
}): Promise<void> {
  const { env, picture, soundPath, durationMs, threads, workDir, outPath, signal, onProgress } = options;
  await runFfmpeg({
    env,
    signal,
    cwd: workDir,
    timeoutMs: mediaTimeoutMs(durationMs * ENCODE_PATIENCE),
    onProgress,
    stdin: picture.frames?.(),
    args: [
      ...['-v', 'error', '-filter_threads', String(threads), '-filter_complex_threads', String(threads)],
      ...picture.inputs,
      ...ownInput(soundPath, 'mov'),
      ...['-filter_complex', picture.graph, '-map', '[picture]', '-r', picture.rate.text],
      ...encoderArgs(picture.rate, threads),
      ...['-map', `${picture.inputCount}:a`, '-c:a', 'copy'],
      ...['-t', (durationMs / 1000).toFixed(3), ...CONTAINER_ARGS, `file:${outPath}`],
    ],
  });
}

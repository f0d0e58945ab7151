import type { Env } from '#lib/server/env.ts';
import { mediaTimeoutMs, runFfmpeg } from '#lib/server/media/ffmpeg.ts';
import { ownInput } from '#lib/server/media/user-input.ts';
import { CONTAINER_ARGS, encoderArgs, SOUND_ARGS } from './encoding.ts';
import type { PictureSource } from './picture.ts';
import { type Leveling, levelingFilter } from './sound/loudness.ts';

/** An encode is slower than playing where the machine is: so much more than three times the length. */
const ENCODE_PATIENCE = 10;

/**
 * Encodes a clip in one pass: picture, captions, levelled sound.
 *
 * @param options.workDir the working directory, with the caption script and the fonts
 * @param options.outPath absolute
 */
export async function encodeClip(options: {
  env: Env;
  picture: PictureSource;
  soundPath: string;
  leveling: Leveling | null;
  durationMs: number;
  threads: number;
  workDir: string;
  outPath: string;
  signal: AbortSignal;
  onProgress?: (doneMs: number) => void;
}): Promise<void> {
  const { env, picture, soundPath, leveling, durationMs, threads, workDir, outPath, signal, onProgress } = options;
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
      ...ownInput(soundPath, 'wav'),
      ...['-filter_complex', `${picture.graph};[${picture.inputCount}:a]${levelingFilter(leveling)}[sound]`],
      ...['-map', '[picture]', '-map', '[sound]', '-r', picture.rate.text],
      ...encoderArgs(picture.rate, threads),
      ...['-t', (durationMs / 1000).toFixed(3), ...CONTAINER_ARGS, `file:${outPath}`],
    ],
  });
}

/** Writes the clip again with other sound; the picture is copied as it is. */
export async function replaceSound(options: {
  env: Env;
  clipPath: string;
  soundPath: string;
  leveling: Leveling;
  durationMs: number;
  outPath: string;
  signal: AbortSignal;
}): Promise<void> {
  const { env, clipPath, soundPath, leveling, durationMs, outPath, signal } = options;
  await runFfmpeg({
    env,
    signal,
    timeoutMs: mediaTimeoutMs(durationMs),
    args: [
      ...['-v', 'error', ...ownInput(clipPath, 'mov'), ...ownInput(soundPath, 'wav')],
      ...['-filter_complex', `[1:a]${levelingFilter(leveling)}[sound]`, '-map', '0:v', '-c:v', 'copy'],
      ...['-map', '[sound]', ...SOUND_ARGS, '-t', (durationMs / 1000).toFixed(3)],
      ...[...CONTAINER_ARGS, `file:${outPath}`],
    ],
  });
}

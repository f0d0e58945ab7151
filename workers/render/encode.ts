import { join } from 'node:path';
import { FONT_CONFIG } from '#lib/server/captions/text/fonts.ts';
import type { Env } from '#lib/server/env.ts';
import { mediaTimeoutMs, runFfmpeg } from '#lib/server/media/ffmpeg.ts';
import { withEncoder } from './choose-encoder.ts';
import { CONTAINER_ARGS } from './encoding.ts';
import type { PictureSource } from './picture.ts';
import { encoderArgs, SOFTWARE, type VideoEncoder } from './video-encoders.ts';

/** An encode is slower than playing where the machine is: so much more than three times the length. */
export const ENCODE_PATIENCE = 10;

/** One clip to encode. */
export interface ClipEncode {
  readonly env: Env;
  readonly picture: PictureSource;
  /** Arguments that read its finished sound. */
  readonly soundInput: readonly string[];
  readonly durationMs: number;
  readonly threads: number;
  /** The working directory, with the caption script and the fonts. */
  readonly workDir: string;
  /** Absolute. */
  readonly outPath: string;
  readonly signal: AbortSignal;
  readonly onProgress?: (doneMs: number) => void;
}

/**
 * Encodes a clip's picture in one pass, captions included, and puts its finished sound beside it as it is.
 *
 * @returns the name of the encoder
 * @throws as `runFfmpeg`.
 */
export async function encodeClip(job: ClipEncode): Promise<string> {
  return await withEncoder(job.env, job.signal, (encoder) => encodeClipBy(encoder, job));
}

/** The same by a given encoder. */
export async function encodeClipBy(encoder: VideoEncoder, job: ClipEncode): Promise<void> {
  const { env, picture, soundInput, durationMs, threads, workDir, signal, onProgress } = job;
  await runFfmpeg({
    env,
    signal,
    cwd: workDir,
    timeoutMs: mediaTimeoutMs(durationMs * ENCODE_PATIENCE),
    onProgress,
    stdin: picture.frames?.(),
    graphics: encoder !== SOFTWARE,
    fontConfig: join(workDir, FONT_CONFIG),
    args: [
      ...['-v', 'error', '-filter_threads', String(threads), '-filter_complex_threads', String(threads)],
      ...[...encoder.setup, ...picture.inputs, ...soundInput, '-filter_complex', uploaded(picture.graph, encoder)],
      ...outputArgs(job, 'picture', picture.inputCount, encoder),
    ],
  });
}

/** A graph whose pictures end where the encoder takes them from. */
export function uploaded(graph: string, { upload }: VideoEncoder): string {
  return upload ? graph.replace(/(\[picture\d*\])$/, `,${upload}$1`) : graph;
}

/** Arguments of one output. @param sound the number of its sound's input */
export function outputArgs(
  { picture, threads, durationMs, outPath }: ClipEncode,
  label: string,
  sound: number,
  encoder: VideoEncoder,
): string[] {
  return [
    ...['-map', `[${label}]`, '-r', picture.rate.text, ...encoderArgs(picture.rate, threads, encoder)],
    ...['-map', `${sound}:a`, '-c:a', 'copy'],
    ...['-t', (durationMs / 1000).toFixed(3), ...CONTAINER_ARGS, `file:${outPath}`],
  ];
}

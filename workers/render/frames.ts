import { Readable } from 'node:stream';
import type { Env } from '#lib/server/env.ts';
import { runFfmpeg } from '#lib/server/media/ffmpeg.ts';
import { rawInput } from '#lib/server/media/raw-input.ts';
import { ownInput } from '#lib/server/media/user-input.ts';

/** One picture of a rendered clip, rgb24. */
export interface Frame {
  readonly atMs: number;
  readonly width: number;
  readonly height: number;
  readonly pixels: Buffer;
}

/** Decodes the picture that is shown at this time of a clip of ours; null past its end. */
export async function grabFrame(options: {
  env: Env;
  path: string;
  atMs: number;
  size: { width: number; height: number };
  signal: AbortSignal;
}): Promise<Frame | null> {
  const { env, path, atMs, size, signal } = options;
  const chunks: Buffer[] = [];
  await runFfmpeg({
    env,
    signal,
    timeoutMs: 60_000,
    args: [
      ...['-v', 'error', ...ownInput(path, 'mov', ['-ss', (atMs / 1000).toFixed(3)]), '-map', '0:v:0'],
      ...['-frames:v', '1', '-vf', 'scale=in_color_matrix=bt709', '-pix_fmt', 'rgb24', '-f', 'rawvideo', 'pipe:1'],
    ],
    onData: (chunk) => chunks.push(chunk),
  });
  const pixels = Buffer.concat(chunks);
  return pixels.length === size.width * size.height * 3 ? { atMs, ...size, pixels } : null;
}

/** Mean and spread of a picture's brightness, 0-255. */
export function brightness(frame: Frame): { mean: number; deviation: number } {
  let sum = 0;
  let squares = 0;
  let count = 0;
  for (let at = 0; at + 2 < frame.pixels.length; at += 3 * 7) {
    const luma =
      0.2126 * (frame.pixels[at] ?? 0) + 0.7152 * (frame.pixels[at + 1] ?? 0) + 0.0722 * (frame.pixels[at + 2] ?? 0);
    sum += luma;
    squares += luma * luma;
    count += 1;
  }
  const mean = sum / Math.max(1, count);
  return { mean, deviation: Math.sqrt(Math.max(0, squares / Math.max(1, count) - mean * mean)) };
}

/** Writes a picture as JPEG. */
export async function writeJpeg(options: {
  env: Env;
  frame: Frame;
  outPath: string;
  signal: AbortSignal;
}): Promise<void> {
  const { env, frame, outPath, signal } = options;
  await runFfmpeg({
    env,
    signal,
    timeoutMs: 60_000,
    stdin: Readable.from([frame.pixels]),
    args: [
      ...['-v', 'error'],
      ...rawInput({ pixelFormat: 'rgb24', width: frame.width, height: frame.height, rate: '1', from: 'stdin' }),
      ...['-frames:v', '1', '-vf', 'scale=out_range=pc,format=yuvj420p', '-c:v', 'mjpeg', '-q:v', '3'],
      ...['-f', 'image2', '-update', '1', `file:${outPath}`],
    ],
  });
}

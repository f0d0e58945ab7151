import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { z } from 'zod';
import type { Env } from '#lib/server/env.ts';
import { isHighDynamicRange, toStandardColor } from '#lib/server/media/color.ts';
import { mediaTimeoutMs, runFfmpeg } from '#lib/server/media/ffmpeg.ts';
import type { MediaInfo, VideoInfo } from '#lib/server/media/media-info.ts';
import { AUDIO_CLOCK_FILTER, userInput } from '#lib/server/media/user-input.ts';
import { findFaces, lookSchema } from '../../engines/faces/find-faces.ts';
import { type FrameRate, outputRate } from '../encoding.ts';
import { findCuts, TINY } from './cuts.ts';
import { readSides, SIDES_RATE } from './sides.ts';

/** What was seen in the pictures of a clip, at the pace of the rendered clip's own frames. */
export const clipLooksSchema = z.object({
  /** Frames a second of the rendered clip. */
  perSecond: z.number().positive(),
  /** Every so manyth of these frames was looked at, the first one included. */
  step: z.number().int().positive(),
  looks: z.array(lookSchema),
  /** Frames with which another scene begins, the first not included. */
  cuts: z.array(z.number().int()),
  /** Loudness of the left and the right channel at each look, 0-1; null where there is only one. */
  sides: z.object({ left: z.array(z.number()), right: z.array(z.number()) }).nullable(),
});
export type ClipLooks = z.infer<typeof clipLooksSchema>;

/** Another number when the same film is seen differently: what was kept of earlier versions is not used again. */
export const LOOKS_VERSION = 1;

const LOOKS_PER_SECOND = 4;
/** Pixels that a picture has about when it is looked at: faces of a fifteenth of its width are found. */
const AREA = 448 * 256;
const SIDE = 64;

/** The size in which pictures of this shape are looked at, inside a frame whose sides are multiples of 64. */
export function lookSize(video: Pick<VideoInfo, 'width' | 'height'>): {
  picture: { width: number; height: number };
  frame: { width: number; height: number };
} {
  const scale = Math.min(1, Math.sqrt(AREA / (video.width * video.height)));
  const width = Math.max(2, Math.round((video.width * scale) / 2) * 2);
  const height = Math.max(2, Math.round((video.height * scale) / 2) * 2);
  const frame = { width: nearest(width), height: nearest(height) };
  // A few pixels more or less change the shape by less than a detector can tell.
  const fits = (side: number, of: number) => Math.abs(side - of) <= of * 0.06;
  if (fits(width, frame.width) && fits(height, frame.height)) return { picture: frame, frame };
  return { picture: { width, height }, frame: { width: above(width), height: above(height) } };
}

function nearest(side: number): number {
  return Math.max(SIDE, Math.round(side / SIDE) * SIDE);
}

function above(side: number): number {
  return Math.max(SIDE, Math.ceil(side / SIDE) * SIDE);
}

/**
 * Looks through a part of a film once, decoded small: faces four times a
 * second, and where one scene gives way to another.
 *
 * @throws AppError of ffmpeg or of the detector; the signal's reason on abort.
 */
export async function lookAtClip(options: {
  env: Env;
  sourcePath: string;
  info: MediaInfo;
  video: VideoInfo;
  startMs: number;
  durationMs: number;
  workDir: string;
  threads: number;
  signal: AbortSignal;
  /** Every picture is decoded: some encoders mark all of them as dispensable. */
  thorough?: boolean;
}): Promise<ClipLooks> {
  const { env, sourcePath, info, video, startMs, durationMs, workDir, threads, signal } = options;
  const rate = outputRate(video.fps);
  const step = Math.max(1, Math.round(rate.perSecond / LOOKS_PER_SECOND));
  const { picture, frame } = lookSize(video);
  const tinyPath = join(workDir, 'tiny.gray');
  const sidesPath = info.audio && info.audio.channels >= 2 ? join(workDir, 'sides.s16') : null;
  const pictures = new PassThrough();
  const stopping = new AbortController();
  const both = AbortSignal.any([signal, stopping.signal]);
  const timeoutMs = mediaTimeoutMs(durationMs * 3);
  const decoding = runFfmpeg({
    env,
    signal: both,
    timeoutMs,
    onData: (chunk) => (pictures.write(chunk) || pictures.destroyed ? undefined : drained(pictures)),
    args: [
      ...['-v', 'error', '-threads', String(threads), ...(options.thorough ? [] : FAST_DECODING)],
      ...userInput(sourcePath, info.format, { startMs, durationMs }),
      ...['-filter_complex', lookGraph(video, rate, step, picture, frame)],
      ...['-map', '[look]', '-pix_fmt', 'rgb24', '-f', 'rawvideo', 'pipe:1'],
      ...['-map', '[tiny]', '-pix_fmt', 'gray', '-f', 'rawvideo', `file:${tinyPath}`],
      ...(sidesPath ? ['-map', `0:${info.audio?.index}`, '-af', AUDIO_CLOCK_FILTER, '-ac', '2'] : []),
      ...(sidesPath ? ['-ar', String(SIDES_RATE), '-c:a', 'pcm_s16le', '-f', 's16le', `file:${sidesPath}`] : []),
    ],
  }).finally(() => pictures.end());
  const finding = findFaces({ pictures, size: frame, timeoutMs, signal: both });
  try {
    const [looks] = await Promise.all([finding, decoding]);
    if (looks.length === 0 && !options.thorough) return await lookAtClip({ ...options, thorough: true });
    const cuts = findCuts(await readFile(tinyPath), rate.perSecond);
    const sides = sidesPath === null ? null : readSides(await readFile(sidesPath), looks.length, step / rate.perSecond);
    return {
      perSecond: rate.perSecond,
      step,
      looks: looks.map((look) => inPicture(look, picture, frame)),
      cuts,
      sides,
    };
  } catch (error) {
    stopping.abort(error);
    await Promise.allSettled([finding, decoding]);
    throw error;
  }
}

/** Pictures that no other is made from are left out, and edges of blocks are not smoothed: a third of the work. */
const FAST_DECODING = ['-skip_frame', 'noref', '-skip_loop_filter', 'all'];

function lookGraph(
  video: VideoInfo,
  rate: FrameRate,
  step: number,
  picture: { width: number; height: number },
  frame: { width: number; height: number },
): string {
  // A detector has learned what faces look like on an ordinary screen.
  const small = isHighDynamicRange(video)
    ? toStandardColor({ ...video, ...picture })
    : `scale=${picture.width}:${picture.height}:flags=fast_bilinear`;
  const pad = frame === picture ? '' : `,pad=${frame.width}:${frame.height}:0:0`;
  return [
    `[0:${video.index}]fps=${rate.text}:start_time=0,split[all][some]`,
    `[all]scale=${TINY.width}:${TINY.height}:flags=fast_bilinear,format=gray[tiny]`,
    `[some]framestep=${step},${small},format=rgb24${pad}[look]`,
  ].join(';');
}

/** Waits until the stream takes more, or nothing any more. */
function drained(stream: PassThrough): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      stream.off('drain', done);
      stream.off('close', done);
      resolve();
    };
    stream.on('drain', done);
    stream.on('close', done);
  });
}

type Look = ClipLooks['looks'][number];

/** From shares of the padded frame to shares of the picture in it. */
function inPicture(
  look: Look,
  picture: { width: number; height: number },
  frame: { width: number; height: number },
): Look {
  const x = frame.width / picture.width;
  const y = frame.height / picture.height;
  if (x === 1 && y === 1) return look;
  const faces = look.faces.map((face) => ({
    ...face,
    ...{ x: face.x * x, width: face.width * x, y: face.y * y, height: face.height * y },
    mouth: { x: face.mouth.x * x, y: face.mouth.y * y },
  }));
  return { ...look, faces };
}

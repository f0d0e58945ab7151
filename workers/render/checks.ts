import { z } from 'zod';
import { AppError } from '#lib/server/app-error.ts';
import type { Rgb } from '#lib/server/captions/ass.ts';
import type { Cue } from '#lib/server/captions/cues.ts';
import type { Box } from '#lib/server/captions/layout.ts';
import type { Env } from '#lib/server/env.ts';
import { runFfprobe } from '#lib/server/media/ffmpeg.ts';
import { ownInput } from '#lib/server/media/user-input.ts';
import { brightness, type Frame, grabFrame } from './frames.ts';
import { LOUDNESS_TOLERANCE, type Loudness, MAX_TRUE_PEAK } from './sound/loudness.ts';

const number = z.coerce.number();
const probedSchema = z.object({
  format: z.object({ duration: number }),
  streams: z.array(
    z.object({
      codec_type: z.string(),
      codec_name: z.string(),
      width: number.optional(),
      height: number.optional(),
      pix_fmt: z.string().optional(),
      sample_rate: number.optional(),
    }),
  ),
});

/** A last picture that reaches over the end: at 23.976 a second less than 42 ms. */
const DURATION_SLACK_MS = 50;
const MIN_LIT_PIXELS = 120;

/**
 * Checks the streams of a rendered file against the plan.
 *
 * @returns the file's length in milliseconds
 * @throws AppError `render_check_failed` with the reason as its cause.
 */
export async function checkStreams(options: {
  env: Env;
  path: string;
  size: { width: number; height: number };
  durationMs: number;
  signal: AbortSignal;
}): Promise<number> {
  const { env, path, size, durationMs, signal } = options;
  const args = ['-v', 'error', '-print_format', 'json', '-show_format', '-show_streams', ...ownInput(path, 'mov')];
  const answer = await runFfprobe({ env, args, signal, timeoutMs: 60_000 });
  const probed = probedSchema.safeParse(answer.exitCode === 0 ? JSON.parse(answer.stdout) : null);
  if (!probed.success) throw failed(`it cannot be read: ${answer.stderrTail.slice(-300)}`);
  const { streams, format } = probed.data;
  const video = streams.filter((stream) => stream.codec_type === 'video');
  const audio = streams.filter((stream) => stream.codec_type === 'audio');
  if (video.length !== 1 || audio.length !== 1) throw failed(`${video.length} pictures and ${audio.length} sounds`);
  const [picture, sound] = [video[0], audio[0]];
  if (picture?.codec_name !== 'h264' || picture.pix_fmt !== 'yuv420p')
    throw failed(`picture is ${picture?.codec_name}`);
  if (picture.width !== size.width || picture.height !== size.height) {
    throw failed(`picture is ${picture.width}×${picture.height}`);
  }
  if (sound?.codec_name !== 'aac' || sound.sample_rate !== 48_000) throw failed(`sound is ${sound?.codec_name}`);
  const actualMs = format.duration * 1000;
  if (Math.abs(actualMs - durationMs) > DURATION_SLACK_MS) throw failed(`${actualMs} ms long, planned ${durationMs}`);
  return Math.round(actualMs);
}

/**
 * @param mayBeQuiet the sound cannot be made louder without turning up its noise
 * @throws AppError `render_check_failed` where the sound is gone, too loud or too quiet.
 */
export function checkLoudness(loudness: Loudness, mayBeQuiet: boolean, targetLufs: number): void {
  const off = loudness.integrated - targetLufs;
  const tooQuiet = !(off >= -LOUDNESS_TOLERANCE) && !(mayBeQuiet && Number.isFinite(off));
  if (tooQuiet || off > LOUDNESS_TOLERANCE) throw failed(`loudness is ${loudness.integrated} LUFS`);
  if (loudness.truePeak > MAX_TRUE_PEAK) throw failed(`true peak is ${loudness.truePeak} dBTP`);
}

/**
 * Looks at pictures spread over the clip: they are not black, and where
 * captions are planned they change with them, and the lit word is seen inside their box.
 *
 * @returns the pictures, best one first (the most varied, for the poster)
 * @throws AppError `render_check_failed`.
 */
export async function checkPicture(options: {
  env: Env;
  path: string;
  size: { width: number; height: number };
  durationMs: number;
  cues: readonly Cue[];
  captionBox: Box;
  captionColor: Rgb;
  signal: AbortSignal;
}): Promise<Frame[]> {
  const { env, path, size, durationMs, cues, captionBox, captionColor, signal } = options;
  const moments = litMoments(cues);
  const times = moments.length > 0 ? moments : [0.2, 0.5, 0.8].map((share) => share * durationMs);
  const grabbed = await Promise.allSettled(times.map((atMs) => grabFrame({ env, path, atMs, size, signal })));
  const frames = grabbed.map((result, at) => {
    if (result.status === 'rejected') throw result.reason;
    if (!result.value) throw failed(`no picture at ${Math.round(times[at] ?? 0)} ms`);
    return result.value;
  });
  if (frames.every((frame) => brightness(frame).deviation < 2)) throw failed('every picture is of one colour');
  const texts = new Set(moments.map((atMs) => textAt(cues, atMs)));
  const [first, ...others] = frames;
  if (texts.size > 1 && first && others.every((frame) => changedPixels(first, frame, captionBox) < MIN_LIT_PIXELS)) {
    throw failed('the picture stands still');
  }
  if (moments.length > 0) {
    const seen = frames.filter((frame) => colorPixels(frame, captionBox, captionColor) >= MIN_LIT_PIXELS).length;
    if (seen * 2 <= frames.length) throw failed(`captions are seen in ${seen} of ${frames.length} pictures`);
  }
  return frames.toSorted((a, b) => brightness(b).deviation - brightness(a).deviation);
}

/** What is written at a moment: a picture that moves nowhere else changes with it. */
function textAt(cues: readonly Cue[], atMs: number): string {
  const cue = cues.find(({ startMs, endMs }) => startMs <= atMs && atMs < endMs);
  return (cue?.lines.flat() ?? []).map(({ text }) => text).join(' ');
}

/** Up to four moments at which a word is lit, spread over the clip. */
function litMoments(cues: readonly Cue[]): number[] {
  const words = cues.flatMap((cue) => cue.lines.flat().map((word, at, all) => ({ word, next: all[at + 1], cue })));
  const long = words
    .map(({ word, next, cue }) => ({ from: word.startMs, to: next?.startMs ?? Math.min(cue.endMs, word.endMs + 150) }))
    .filter(({ from, to }) => to - from >= 120);
  const count = Math.min(4, long.length);
  return Array.from({ length: count }, (_, position) => {
    const chosen = long[Math.floor(((position + 0.5) * long.length) / count)];
    return chosen ? (chosen.from + chosen.to) / 2 : 0;
  });
}

/** How many pixels of the box differ by more than two encodes of the same picture do. */
function changedPixels(a: Frame, b: Frame, box: Box): number {
  let count = 0;
  for (let y = box.y; y < box.y + box.height; y += 1) {
    for (let x = box.x; x < box.x + box.width; x += 1) {
      const at = (y * a.width + x) * 3;
      const color: Rgb = [a.pixels[at] ?? 0, a.pixels[at + 1] ?? 0, a.pixels[at + 2] ?? 0];
      if (distance(b, at, color) >= FAR) count += 1;
    }
  }
  return count;
}

/** How many pixels of the box have this colour. */
export function colorPixels(frame: Frame, box: Box, color: Rgb): number {
  let count = 0;
  for (let y = box.y; y < box.y + box.height; y += 1) {
    for (let x = box.x; x < box.x + box.width; x += 1) {
      const at = (y * frame.width + x) * 3;
      if (distance(frame, at, color) < FAR) count += 1;
    }
  }
  return count;
}

/** Colours that are less far apart are the same one after an encode. */
const FAR = 60;

function distance({ pixels }: Frame, at: number, [red, green, blue]: Rgb): number {
  return (
    Math.abs((pixels[at] ?? 0) - red) + Math.abs((pixels[at + 1] ?? 0) - green) + Math.abs((pixels[at + 2] ?? 0) - blue)
  );
}

function failed(reason: string): AppError {
  return new AppError('render_check_failed', { cause: new Error(reason) });
}

import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { AppError } from '../app-error.ts';
import type { Env } from '../env.ts';
import { ffmpegError, runFfprobe } from './ffmpeg.ts';
import { type FfprobeResult, ffprobeSchema } from './ffprobe-schema.ts';
import { type MediaInfo, mediaInfoSchema } from './media-info.ts';
import { chooseStreams } from './probe-streams.ts';
import { sniffFile } from './sniff-file.ts';
import { MAX_MEDIA_SECONDS, type MediaFormat, userProbeInput } from './user-input.ts';
import { wavClaimedMs } from './wav-claim.ts';

const HEAD_BYTES = 65_536;
const PROBED_BYTES = 8 * 1024 * 1024;
const PROBE_TIMEOUT_MS = 60_000;

/**
 * Finds out what a person's file holds, from its headers: quick, reads no more
 * than 8 MB. `durationMs` is what the header claims until `listenThrough` knows better.
 *
 * @param path absolute
 * @throws AppError `empty_file`, `unsupported_content`, `media_unreadable`, `media_no_index`,
 *   `media_no_audio`, `media_too_long`, `media_too_complex`, `ffmpeg_missing`.
 */
export async function probeMedia(env: Env, path: string, signal: AbortSignal): Promise<MediaInfo> {
  if ((await stat(path)).size === 0) throw new AppError('empty_file');
  const sniffed = await sniffFile(path);
  if (!sniffed) throw new AppError('unsupported_content');
  const { format } = sniffed;
  const { result, warnings } = await askFfprobe(env, path, format, signal);
  const { audio, video, artwork, tags } = chooseStreams(result);
  const claimedDurationMs = await claim({ path, result, warnings, format, audioIndex: audio?.index });
  if (claimedDurationMs && claimedDurationMs > MAX_MEDIA_SECONDS * 1000) throw new AppError('media_too_long');
  if (!audio) throw new AppError('media_no_audio');
  const shown = Number.isFinite(result.format.duration) ? (result.format.duration ?? 0) * 1000 : 0;
  return mediaInfoSchema.parse({
    format,
    durationMs: Math.max(0, Math.round(claimedDurationMs ?? shown)),
    claimedDurationMs,
    audio,
    video,
    artwork,
    tags,
  });
}

async function askFfprobe(
  env: Env,
  path: string,
  format: MediaFormat,
  signal: AbortSignal,
): Promise<{ result: FfprobeResult; warnings: string }> {
  const answer = await runFfprobe({
    env,
    signal,
    timeoutMs: PROBE_TIMEOUT_MS,
    args: [
      ...['-v', 'warning', '-print_format', 'json', '-show_format', '-show_streams'],
      ...userProbeInput(path, format),
    ],
  });
  const warnings = answer.stderrTail;
  // Killed from outside, or the disk: that says nothing about the file.
  if (answer.exitCode === null || /Permission denied|No such file/.test(warnings)) throw ffmpegError(answer);
  // Demuxers also say so of a file that ends early: only we can tell.
  if (/Input\/output error/.test(warnings)) await readThrough(path);
  if (answer.exitCode !== 0) throw refusal(warnings);
  const parsed = ffprobeSchema.safeParse(jsonOf(answer.stdout));
  if (!parsed.success) throw new AppError('media_unreadable', { cause: parsed.error });
  return { result: parsed.data, warnings };
}

function refusal(warnings: string): AppError {
  const cause = new Error(warnings.slice(-1000));
  if (/moov atom not found/.test(warnings)) return new AppError('media_no_index', { cause });
  if (/max_streams|Picture size|Cannot allocate memory/.test(warnings)) {
    return new AppError('media_too_complex', { cause });
  }
  // Whole, but of a kind that few programs write, such as FFV1: no damage.
  if (/\) not on whitelist/.test(warnings)) return new AppError('unsupported_content', { cause });
  return new AppError('media_unreadable', { cause });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new AppError('media_unreadable', { cause: error });
  }
}

async function claim(from: {
  path: string;
  result: FfprobeResult;
  warnings: string;
  format: MediaFormat;
  audioIndex: number | undefined;
}): Promise<number | null> {
  if (from.format === 'wav') return wavClaimedMs(await readHead(from.path));
  // A guess from the bit rate can be far off on either side; it is no claim of the file.
  if (/Estimating duration from bitrate/.test(from.warnings)) return null;
  // The sound's own length where the file knows it: a picture may go on after it.
  const stream = from.result.streams.find((candidate) => candidate.index === from.audioIndex);
  const seconds = [stream?.duration, secondsOf(stream?.tags.DURATION), from.result.format.duration];
  const claimed = seconds.find((value) => value !== undefined && Number.isFinite(value) && value > 0);
  return claimed === undefined ? null : Math.round(claimed * 1000);
}

/** "00:31:02.500000000", as Matroska's tags have it. */
function secondsOf(text: string | undefined): number | undefined {
  const match = /^(\d+):(\d\d):(\d\d(?:\.\d+)?)/.exec(text ?? '');
  return match ? Number(match[1]) * 3600 + Number(match[2]) * 60 + Number(match[3]) : undefined;
}

/** @throws AppError `ffmpeg_failed` where the disk does not give what the probe reads. */
async function readThrough(path: string): Promise<void> {
  try {
    await finished(createReadStream(path, { end: PROBED_BYTES - 1 }).resume());
  } catch (error) {
    throw new AppError('ffmpeg_failed', { cause: error });
  }
}

async function readHead(path: string): Promise<Uint8Array> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

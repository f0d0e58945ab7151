import { formatTimecode } from '#lib/shared/time.ts';
import type { Note } from '#lib/shared/transcript.ts';
import { AppError } from '../app-error.ts';
import type { Env } from '../env.ts';
import { ffmpegError, mediaTimeoutMs, runFfmpeg } from './ffmpeg.ts';
import type { MediaInfo } from './media-info.ts';
import { createPeaks } from './peaks.ts';
import { createSoundLevels, type SoundFile } from './sound-levels.ts';
import { AUDIO_CLOCK_FILTER, MAX_MEDIA_SECONDS, userInput } from './user-input.ts';
import { createWaveformLevels } from './waveform-levels.ts';

const RATE = 8000;

export interface Listened {
  /** Length of the sound that is really there. */
  readonly decodedMs: number;
  /** 1200 loudness values 0-1 over the whole file. */
  readonly peaks: number[];
  /** How loud it is, 20 times a second. */
  readonly sound: SoundFile;
  /** The waveform at several zooms, for `encodeWaveform`. */
  readonly waveform: Uint8Array[];
}

/**
 * Decodes the whole sound once at a low rate: its true length, the waveform
 * and its loudness over time. (A file cut in half decodes without an error while its header
 * claims the full length.)
 *
 * @param onProgress milliseconds of the file heard so far
 * @throws AppError `media_unreadable` where nothing can be decoded, `media_too_long`, and those of `runFfmpeg`.
 */
export async function listenThrough(options: {
  env: Env;
  path: string;
  info: MediaInfo;
  signal: AbortSignal;
  onProgress?: (doneMs: number) => void;
}): Promise<Listened> {
  const { env, path, info, signal, onProgress } = options;
  if (!info.audio) throw new AppError('media_no_audio');
  const peaks = createPeaks(RATE);
  const levels = createSoundLevels(RATE);
  const waveform = createWaveformLevels(RATE);
  const result = await runFfmpeg({
    env,
    signal,
    timeoutMs: mediaTimeoutMs(info.durationMs || MAX_MEDIA_SECONDS * 1000),
    tolerant: true,
    args: [
      ...['-v', 'error', ...userInput(path, info.format)],
      ...['-map', `0:${info.audio.index}`, '-af', `${AUDIO_CLOCK_FILTER},aresample=${RATE}`, '-ac', '1'],
      ...['-c:a', 'pcm_s16le', '-f', 's16le', 'pipe:1'],
    ],
    onData: (chunk) => {
      peaks.push(chunk);
      levels.push(chunk);
      waveform.push(chunk);
      onProgress?.(peaks.durationMs());
    },
  });
  const decodedMs = peaks.durationMs();
  // Killed from outside, or the disk: that says nothing about the file.
  if (result.exitCode === null || /Input\/output error/.test(result.stderrTail)) throw ffmpegError(result);
  if (result.exitCode !== 0 && decodedMs === 0) {
    throw new AppError('media_unreadable', { cause: ffmpegError(result) });
  }
  if (decodedMs === 0) throw new AppError('media_no_audio');
  if (decodedMs >= MAX_MEDIA_SECONDS * 1000) throw new AppError('media_too_long');
  return { decodedMs, peaks: peaks.values(1200), sound: levels.finish(), waveform: waveform.finish() };
}

/** Shorter than claimed by more than this counts as cut off. */
const SLACK_MS = 2000;
const SLACK_SHARE = 0.015;

/**
 * What can be used of a file whose sound was heard: the true length, and a
 * note where the file claims more.
 */
export function settleDuration(info: MediaInfo, decodedMs: number): { info: MediaInfo; notes: Note[] } {
  const claimed = info.claimedDurationMs;
  const cut = claimed !== null && claimed - decodedMs > Math.max(SLACK_MS, claimed * SLACK_SHARE);
  // The picture may go on a little after the sound; where the file was cut, nothing after the sound is relied on.
  const pictureEnd = cut ? 0 : (info.video?.endMs ?? 0);
  const settled = { ...info, durationMs: Math.round(Math.max(decodedMs, pictureEnd)) };
  return { info: settled, notes: cut ? [truncatedNote(claimed, decodedMs)] : [] };
}

function truncatedNote(claimedMs: number, decodedMs: number): Note {
  const says = Math.round(claimedMs / 60_000);
  const there = Math.round(decodedMs / 60_000);
  const text =
    says === there || there === 0
      ? `it says ${toSecond(claimedMs)}, it has ${toSecond(decodedMs)}`
      : `it says ${says} min, there ${there === 1 ? 'is' : 'are'} ${there}`;
  return { code: 'truncated_input', text: `This file ends early: ${text}. We used what is there.` };
}

function toSecond(ms: number): string {
  return formatTimecode(Math.round(ms / 1000) * 1000);
}

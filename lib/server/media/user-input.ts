import { isAbsolute } from 'node:path';
import { z } from 'zod';

/** The demuxers that we let ffmpeg use, as the sniff of the first bytes names them. */
export const mediaFormatSchema = z.enum(['mp3', 'wav', 'flac', 'ogg', 'aac', 'mov', 'matroska']);
export type MediaFormat = z.infer<typeof mediaFormatSchema>;

/** Longest media that is read, in seconds: 12 h. */
export const MAX_MEDIA_SECONDS = 43_200;

/** Largest picture that is decoded, in pixels: 8K. */
export const MAX_PIXELS = 33_177_600;

const FORMATS = 'mov,mp3,wav,flac,ogg,matroska,aac,aiff';

const DECODERS = [
  ...['mp3', 'mp3float', 'mp2', 'mp2float', 'aac', 'aac_fixed', 'aac_latm', 'alac', 'flac', 'opus', 'libopus'],
  ...['vorbis', 'libvorbis', 'ac3', 'eac3', 'amrnb', 'amrwb', 'speex', 'libspeex', 'adpcm_ms', 'adpcm_ima_wav'],
  ...['adpcm_ima_qt', 'pcm_u8', 'pcm_s8', 'pcm_s16le', 'pcm_s16be', 'pcm_s24le', 'pcm_s24be', 'pcm_s32le'],
  ...['pcm_s32be', 'pcm_f32le', 'pcm_f32be', 'pcm_f64le', 'pcm_f64be', 'pcm_mulaw', 'pcm_alaw'],
  // Never read, and named all the same: ffprobe opens every stream and gives up a file with subtitles otherwise.
  ...['ass', 'ssa', 'srt', 'subrip', 'mov_text', 'webvtt', 'text', 'cc_dec', 'dvdsub', 'dvbsub', 'pgssub', 'xsub'],
  ...['h264', 'hevc', 'av1', 'libdav1d', 'libaom-av1', 'vp8', 'vp9', 'libvpx', 'libvpx-vp9', 'mpeg4', 'mpeg2video'],
  ...['mpeg1video', 'h263', 'theora', 'prores', 'dnxhd', 'mjpeg', 'png'],
].join(',');

/**
 * The guards of every read of a file that a person supplied. Without them a
 * playlist named `.mp3` read other files of the server, and a 757 KB mp3 with
 * a 16,000 × 16,000 cover took 802 MB.
 */
export const USER_INPUT_GUARDS: readonly string[] = [
  ...['-protocol_whitelist', 'file,pipe'],
  ...['-format_whitelist', FORMATS],
  ...['-codec_whitelist', DECODERS],
  ...['-max_pixels', String(MAX_PIXELS)],
  ...['-max_alloc', '268435456'],
  ...['-max_streams', '32'],
  ...['-probesize', '8M'],
  ...['-analyzeduration', '5M'],
];

export interface UserInputOptions {
  /** Where to begin, in milliseconds of the file; a seek, not a read from the start. */
  readonly startMs?: number;
  /** How much to read, in milliseconds. Never more than 12 h. */
  readonly durationMs?: number;
}

/**
 * Arguments that read a file supplied by a person: guards, forced demuxer, cap
 * on the length, `-i file:/absolute`. The only way such a file gets into an
 * ffmpeg command line.
 *
 * @throws Error where the path is not absolute.
 */
export function userInput(path: string, format: MediaFormat, options: UserInputOptions = {}): string[] {
  const seconds = Math.min((options.durationMs ?? MAX_MEDIA_SECONDS * 1000) / 1000, MAX_MEDIA_SECONDS);
  const seek = options.startMs ? ['-ss', (options.startMs / 1000).toFixed(3)] : [];
  return [...USER_INPUT_GUARDS, '-f', format, ...seek, '-t', seconds.toFixed(3), '-i', fileUrl(path)];
}

/** The same for ffprobe, which knows no seek and no length. */
export function userProbeInput(path: string, format: MediaFormat): string[] {
  return [...USER_INPUT_GUARDS, '-f', format, '-i', fileUrl(path)];
}

/** Arguments that read one still picture that a person supplied (a logo): the same guards, its own short lists. */
export function stillInput(path: string, format: 'png_pipe' | 'jpeg_pipe'): string[] {
  return [
    ...['-protocol_whitelist', 'file,pipe', '-format_whitelist', 'png_pipe,jpeg_pipe', '-codec_whitelist', 'png,mjpeg'],
    ...['-max_pixels', String(MAX_PIXELS), '-max_alloc', '268435456', '-max_streams', '1', '-probesize', '8M'],
    ...['-f', format, '-i', fileUrl(path)],
  ];
}

/** Demuxers for files that we wrote ourselves. */
export type OwnFormat = 'wav' | 'mov' | 'mjpeg' | 'png_pipe';

/** Arguments that read a file that we made: its own short list. */
export function ownInput(path: string, format: OwnFormat, before: readonly string[] = []): string[] {
  return ['-protocol_whitelist', 'file', '-format_whitelist', format, '-f', format, ...before, '-i', fileUrl(path)];
}

/**
 * Puts audio on the file's own clock: a gap at the start or in the middle
 * becomes silence, so that sample counts equal times. Whoever reads sound and
 * reports times uses it, else captions drift from the picture.
 */
export const AUDIO_CLOCK_FILTER = 'aresample=async=1:first_pts=0';

function fileUrl(path: string): string {
  if (!isAbsolute(path)) throw new Error('ffmpeg is only given absolute paths');
  return `file:${path}`;
}

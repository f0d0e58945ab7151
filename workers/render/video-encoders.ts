import type { VideoEncoderName } from '#lib/server/env.ts';
import type { FrameRate } from './encoding.ts';

/** What writes the H.264 of a clip. */
export interface VideoEncoder {
  /** As ffmpeg calls it. */
  readonly name: string;
  /** Options before the inputs. */
  readonly setup: readonly string[];
  /** A filter that brings the finished pictures to where it takes them from; null where it takes them as they are. */
  readonly upload: string | null;
  /** Options of quality, rate and threads. */
  readonly args: (threads: number) => readonly string[];
}

const BITRATE_CAP = ['-maxrate', '12M', '-bufsize', '24M'];

export const SOFTWARE: VideoEncoder = {
  name: 'libx264',
  setup: [],
  upload: null,
  // A plainer search for motion than the preset's: two thirds of its time for the same SSIM, 2-11 % larger (decision 035).
  args: (threads) => [
    ...['-preset', 'veryfast', '-subq', '1', '-motion-est', 'dia', '-crf', '20', '-pix_fmt', 'yuv420p'],
    ...[...BITRATE_CAP, '-threads', String(threads)],
  ],
};

/** Each aims above what `SOFTWARE` looks like: whether it gets there on this machine is measured before it is used. */
const HARDWARE: Readonly<Record<Exclude<VideoEncoderName, 'auto' | 'software'>, VideoEncoder>> = {
  nvenc: {
    name: 'h264_nvenc',
    setup: [],
    upload: null,
    args: () => [
      ...['-preset', 'p5', '-tune', 'hq', '-rc', 'vbr', '-cq', '20', '-b:v', '0', '-pix_fmt', 'yuv420p'],
      ...BITRATE_CAP,
    ],
  },
  qsv: {
    name: 'h264_qsv',
    setup: [],
    upload: 'format=nv12',
    args: () => ['-preset', 'slow', '-global_quality', '20'],
  },
  vaapi: {
    name: 'h264_vaapi',
    setup: ['-init_hw_device', 'vaapi=card:/dev/dri/renderD128', '-filter_hw_device', 'card'],
    upload: 'format=nv12,hwupload',
    args: () => ['-rc_mode', 'CQP', '-qp', '20'],
  },
  videotoolbox: {
    name: 'h264_videotoolbox',
    setup: [],
    upload: null,
    args: () => ['-q:v', '65', '-pix_fmt', 'yuv420p'],
  },
};

/** Those that this kind of machine may have, the better ones first; only the named one where a setting names one. */
export function hardwareFor(setting: VideoEncoderName, platform: NodeJS.Platform): readonly VideoEncoder[] {
  if (setting === 'software') return [];
  if (setting !== 'auto') return [HARDWARE[setting]];
  if (platform === 'darwin') return [HARDWARE.videotoolbox];
  if (platform === 'linux') return [HARDWARE.nvenc, HARDWARE.qsv, HARDWARE.vaapi];
  return [HARDWARE.nvenc, HARDWARE.qsv];
}

/** H.264 as every platform takes it; two seconds between key frames, so that seeking is quick. */
export function encoderArgs(rate: FrameRate, threads: number, encoder: VideoEncoder = SOFTWARE): string[] {
  return [
    ...['-c:v', encoder.name, ...encoder.args(threads), '-profile:v', 'high'],
    ...['-g', String(Math.round(rate.perSecond * 2))],
    ...['-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709', '-color_range', 'tv'],
  ];
}

import type { VideoInfo } from '#lib/server/media/media-info.ts';
import type { FrameRate } from './encoding.ts';
import { frameVideo } from './framing.ts';
import { FONTS_FOLDER } from './text/fonts.ts';

/** Name of the caption script inside the job's folder, which is ffmpeg's working directory. */
export const ASS_FILE = 'captions.ass';

/** The last filter of every picture: captions burned in, colours as H.264 expects them. */
export const BURN_IN = `ass=${ASS_FILE}:fontsdir=${FONTS_FOLDER}`;

const BT709 = 'out_color_matrix=bt709:out_range=tv';
/** The blurred fill is made small: it costs a hundredth, and nobody can tell. */
const FILL_SCALE = 8;

/**
 * The filter graph that turns a source picture into a clip's: one steady rate,
 * square pixels, cropped, over a blurred fill, captions. Made of numbers only.
 *
 * @returns a graph from input 0 to `[picture]`
 */
export function videoGraph(options: {
  video: VideoInfo;
  target: { width: number; height: number };
  rate: FrameRate;
  durationMs: number;
}): string {
  const { video, target, rate, durationMs } = options;
  const { crop, shown, fill } = frameVideo(video, target);
  const still = (durationMs / 1000 + 1).toFixed(3);
  const source = [
    `[0:${video.index}]${video.interlaced ? 'yadif=deint=interlaced,' : ''}fps=${rate.text}:start_time=0`,
    // The last picture stands where the picture ends before the sound.
    `tpad=stop_mode=clone:stop_duration=${still}`,
    `scale=${video.width}:${video.height}:${BT709}`,
    'format=yuv420p',
    'setsar=1',
  ].join(',');
  const sharp = `crop=${crop.width}:${crop.height}:${crop.x}:${crop.y},scale=${shown.width}:${shown.height}:flags=bicubic`;
  if (!fill) return `${source},${sharp},${BURN_IN},format=yuv420p[picture]`;
  const small = { width: even(target.width / FILL_SCALE), height: even(target.height / FILL_SCALE) };
  const blurred = [
    `crop=${fill.width}:${fill.height}:${fill.x}:${fill.y}`,
    `scale=${small.width}:${small.height}:flags=area`,
    'gblur=sigma=7',
    'lutyuv=y=(val-16)*0.52+16:u=(val-128)*0.85+128:v=(val-128)*0.85+128',
    `scale=${target.width}:${target.height}:flags=bilinear`,
  ].join(',');
  return [
    `${source},split[front][back]`,
    `[back]${blurred}[fill]`,
    `[front]${sharp}[sharp]`,
    `[fill][sharp]overlay=(W-w)/2:(H-h)/2:format=yuv420,${BURN_IN},format=yuv420p[picture]`,
  ].join(';');
}

function even(value: number): number {
  return Math.max(2, Math.round(value / 2) * 2);
}

import type { VideoInfo } from '#lib/server/media/media-info.ts';

/** How a source picture is laid into a target picture. Even numbers of pixels. */
export interface Framing {
  /** The part of the source that is shown sharp. */
  readonly crop: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  /** How large that part stands in the middle of the target. */
  readonly shown: { readonly width: number; readonly height: number };
  /** The part of the source that is blurred behind it; null where the sharp part fills the target. */
  readonly fill: { readonly x: number; readonly y: number; readonly width: number; readonly height: number } | null;
}

/** At least this share of the source's width (or height) stays in the picture. */
const KEEP_WIDTH = 0.45;
const KEEP_HEIGHT = 0.75;
/** In an upright picture faces are above the middle. */
const UPRIGHT_CENTER = 0.42;
/** Differences of shape smaller than this are filled by cropping. */
const CLOSE = 1.02;

/**
 * Crops around the centre as far as little is lost, and fills the rest with a
 * blurred copy: a 16:9 source in 9:16 stands as 4:5, three quarters of the height.
 */
export function frameVideo(
  source: Pick<VideoInfo, 'width' | 'height'>,
  target: { width: number; height: number },
): Framing {
  const from = source.width / source.height;
  const to = target.width / target.height;
  const wanted = to < from ? Math.max(to, from * KEEP_WIDTH) : Math.min(to, from / KEEP_HEIGHT);
  const ratio = Math.max(wanted / to, to / wanted) < CLOSE ? to : wanted;
  const crop = cropTo(source, ratio);
  if (ratio === to) return { crop, shown: { width: target.width, height: target.height }, fill: null };
  const shown =
    ratio > to
      ? { width: target.width, height: even(target.width / ratio) }
      : { width: even(target.height * ratio), height: target.height };
  return { crop, shown, fill: cropTo(source, to) };
}

function cropTo(source: { width: number; height: number }, ratio: number): Framing['crop'] {
  const from = source.width / source.height;
  const width = ratio < from ? Math.min(even(source.height * ratio), source.width) : source.width;
  const height = ratio > from ? Math.min(even(source.width / ratio), source.height) : source.height;
  const center = from < 1 ? UPRIGHT_CENTER : 0.5;
  return {
    x: Math.floor((source.width - width) / 4) * 2,
    y: Math.floor(((source.height - height) * center) / 2) * 2,
    width,
    height,
  };
}

function even(value: number): number {
  return Math.max(2, Math.round(value / 2) * 2);
}

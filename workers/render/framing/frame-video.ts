import type { Box } from '#lib/server/captions/layout.ts';
import { CLOSE, cropToRatio, even } from './crops.ts';
import type { Size } from './framing-plan.ts';

/** How a source picture is laid into a target picture. Even numbers of pixels. */
interface Framing {
  /** The part of the source that is shown sharp. */
  readonly crop: Box;
  /** How large that part stands in the middle of the target. */
  readonly shown: Size;
  /** The part of the source that is blurred behind it; null where the sharp part fills the target. */
  readonly fill: Box | null;
}

/** At least this share of the source's width (or height) stays in the picture. */
const KEEP_WIDTH = 0.45;
const KEEP_HEIGHT = 0.75;

/**
 * Crops around the centre as far as little is lost, and fills the rest with a
 * blurred copy: a 16:9 source in 9:16 stands as 4:5, three quarters of the height.
 */
export function frameVideo(source: Size, target: Size): Framing {
  const from = source.width / source.height;
  const to = target.width / target.height;
  const wanted = to < from ? Math.max(to, from * KEEP_WIDTH) : Math.min(to, from / KEEP_HEIGHT);
  const ratio = Math.max(wanted / to, to / wanted) < CLOSE ? to : wanted;
  const crop = cropToRatio(source, ratio);
  if (ratio === to) return { crop, shown: { width: target.width, height: target.height }, fill: null };
  const shown =
    ratio > to
      ? { width: target.width, height: even(target.width / ratio) }
      : { width: even(target.height * ratio), height: target.height };
  return { crop, shown, fill: cropToRatio(source, to) };
}

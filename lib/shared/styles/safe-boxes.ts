import type { Aspect } from '../states.ts';

/** A rectangle of the picture in pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * What stays free of every platform's own buttons and texts, in the picture sizes of `ASPECT_SIZES`: nothing
 * that matters lies outside. Looked up in November 2026; the tightest of those named counts.
 *
 * - 9:16: TikTok's ad specification keeps 250 px at the top, 420 at the bottom, 120 at the left and 170 at the right;
 *   Meta's for Reels 14 % at the top, 35 % at the bottom and 6 % at the sides. YouTube Shorts lies within both.
 * - 1:1 and 4:5: Meta's feed covers nothing but shows 4:5 cut to 1:1 in the profile grid's older form and rounds
 *   corners; LinkedIn's player lays its bar over the lowest 6 %. Six percent on all sides.
 * - 16:9: the title-safe area of EBU R 95 is 90 % of the width and height; YouTube's and X's control bars lie
 *   over the lowest 12 % while paused.
 */
export const SAFE_BOXES: Readonly<Record<Aspect, Box>> = {
  '9:16': { x: 120, y: 270, width: 790, height: 978 },
  '1:1': { x: 64, y: 64, width: 952, height: 952 },
  '4:5': { x: 64, y: 80, width: 952, height: 1190 },
  '16:9': { x: 96, y: 54, width: 1728, height: 896 },
};

import type { Aspect } from '#lib/shared/states.ts';

/** A rectangle of the picture in pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface AspectLayout {
  readonly width: number;
  readonly height: number;
  /** Free of every platform's own buttons and texts: nothing that matters lies outside. */
  readonly safe: Box;
  /** Where captions over a moving picture stand: their centre, and how wide a line may be. */
  readonly videoCaption: { readonly centerY: number; readonly emPx: number; readonly lineWidth: number };
}

/**
 * 9:16: TikTok keeps 250 px at the top, 420 at the bottom and 170 at the right,
 * Reels 14 % at the top and 35 % at the bottom (at 1080×1920). The square and
 * 4:5 feeds only round corners; players lay their controls over the bottom of 16:9.
 * Captions stand in the middle of the picture, so the narrower side decides.
 */
export const LAYOUTS: Readonly<Record<Aspect, AspectLayout>> = {
  '9:16': {
    width: 1080,
    height: 1920,
    safe: { x: 120, y: 270, width: 790, height: 978 },
    videoCaption: { centerY: 1130, emPx: 76, lineWidth: 716 },
  },
  '1:1': {
    width: 1080,
    height: 1080,
    safe: { x: 64, y: 64, width: 952, height: 952 },
    videoCaption: { centerY: 880, emPx: 68, lineWidth: 920 },
  },
  '4:5': {
    width: 1080,
    height: 1350,
    safe: { x: 64, y: 80, width: 952, height: 1190 },
    videoCaption: { centerY: 1110, emPx: 72, lineWidth: 920 },
  },
  '16:9': {
    width: 1920,
    height: 1080,
    safe: { x: 96, y: 54, width: 1728, height: 896 },
    videoCaption: { centerY: 850, emPx: 64, lineWidth: 1400 },
  },
};

/** Distance between two lines of text, in ems. */
export const LINE_HEIGHT = 1.2;

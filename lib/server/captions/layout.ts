import type { Aspect } from '#lib/shared/states.ts';
import { type Box, SAFE_BOXES } from '#lib/shared/styles/safe-boxes.ts';

export type { Box } from '#lib/shared/styles/safe-boxes.ts';

export interface AspectLayout {
  /** Free of every platform's own buttons and texts: nothing that matters lies outside. */
  readonly safe: Box;
  /** Where captions over a moving picture stand: their centre, and how wide a line may be with all that surrounds it. */
  readonly videoCaption: { readonly centerY: number; readonly emPx: number; readonly lineWidth: number };
}

/** Captions stand in the middle of the picture, so the narrower side of the safe box decides. */
export const LAYOUTS: Readonly<Record<Aspect, AspectLayout>> = {
  '9:16': {
    safe: SAFE_BOXES['9:16'],
    videoCaption: { centerY: 1130, emPx: 76, lineWidth: 740 },
  },
  '1:1': {
    safe: SAFE_BOXES['1:1'],
    videoCaption: { centerY: 880, emPx: 68, lineWidth: 944 },
  },
  '4:5': {
    safe: SAFE_BOXES['4:5'],
    videoCaption: { centerY: 1110, emPx: 72, lineWidth: 944 },
  },
  '16:9': {
    safe: SAFE_BOXES['16:9'],
    videoCaption: { centerY: 850, emPx: 64, lineWidth: 1420 },
  },
};

/** Distance between two lines of text, in ems. */
export const LINE_HEIGHT = 1.2;

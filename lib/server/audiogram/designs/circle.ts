import type { Aspect } from '#lib/shared/states.ts';
import type { Box } from '../../captions/layout.ts';
import type { Parts, PartsOf } from '../layout.ts';

/** Round artwork in a ring of bars; texts below it, or beside it in a wide picture. */
export const circleParts: PartsOf = (aspect) => PARTS[aspect];

/** The share of the ring's outer radius that the artwork fills; the bars have the rest. */
export const DISC_SHARE = 0.64;
/** Between the disc and the ring around it, of the same. */
export const RING_GAP = 0.05;

const PARTS: Readonly<Record<Aspect, Parts>> = {
  '9:16': {
    ...round(540, 522, 252),
    text: { align: 'center', x: 540, y: 806, width: 720, titlePx: 50, showPx: 32, maxLines: 2 },
    caption: { align: 'center', x: 540, centerY: 1128, width: 740, emPx: 82 },
  },
  '1:1': {
    ...round(540, 278, 200),
    text: { align: 'center', x: 540, y: 502, width: 880, titlePx: 44, showPx: 28, maxLines: 2 },
    caption: { align: 'center', x: 540, centerY: 836, width: 940, emPx: 88 },
  },
  '4:5': {
    ...round(540, 366, 270),
    text: { align: 'center', x: 540, y: 668, width: 880, titlePx: 48, showPx: 30, maxLines: 2 },
    caption: { align: 'center', x: 540, centerY: 1050, width: 940, emPx: 92 },
  },
  '16:9': {
    ...round(430, 512, 320),
    text: { x: 850, y: 200, width: 950, titlePx: 54, showPx: 32, maxLines: 2 },
    caption: { x: 850, centerY: 660, width: 970, emPx: 88 },
  },
};

function round(centerX: number, centerY: number, outer: number): { artwork: Box; wave: Box } {
  const box = (radius: number): Box => ({
    x: centerX - radius,
    y: centerY - radius,
    width: 2 * radius,
    height: 2 * radius,
  });
  return { artwork: box(Math.round(outer * DISC_SHARE)), wave: box(outer) };
}

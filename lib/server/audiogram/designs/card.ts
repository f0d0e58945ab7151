import type { Aspect } from '#lib/shared/states.ts';
import type { Parts, PartsOf } from '../layout.ts';

/** A player on a blurred copy of the artwork: cover, title, the clip's whole waveform filling up; captions below. */
export const cardParts: PartsOf = (aspect) => PARTS[aspect];

const PARTS: Readonly<Record<Aspect, Parts>> = {
  '9:16': {
    panel: { x: 96, y: 250, width: 888, height: 764 },
    artwork: { x: 350, y: 290, width: 380, height: 380 },
    text: { align: 'center', x: 540, y: 704, width: 740, titlePx: 46, showPx: 30, maxLines: 2 },
    wave: { x: 170, y: 886, width: 740, height: 84 },
    caption: { align: 'center', x: 540, centerY: 1138, width: 740, emPx: 82, bottom: 1248 },
  },
  '1:1': {
    panel: { x: 64, y: 64, width: 952, height: 480 },
    artwork: { x: 100, y: 100, width: 300, height: 300 },
    text: { x: 436, y: 108, width: 544, titlePx: 44, showPx: 28, maxLines: 4 },
    wave: { x: 100, y: 432, width: 880, height: 80 },
    caption: { align: 'center', x: 540, centerY: 786, width: 940, emPx: 92, bottom: 1010 },
  },
  '4:5': {
    panel: { x: 64, y: 84, width: 952, height: 590 },
    artwork: { x: 104, y: 124, width: 380, height: 380 },
    text: { x: 524, y: 136, width: 452, titlePx: 46, showPx: 30, maxLines: 5 },
    wave: { x: 104, y: 540, width: 872, height: 94 },
    caption: { align: 'center', x: 540, centerY: 980, width: 940, emPx: 96, bottom: 1266 },
  },
  '16:9': {
    panel: { x: 120, y: 90, width: 1680, height: 500 },
    artwork: { x: 160, y: 130, width: 420, height: 420 },
    text: { x: 630, y: 140, width: 1120, titlePx: 56, showPx: 34, maxLines: 2 },
    wave: { x: 630, y: 420, width: 1120, height: 120 },
    caption: { align: 'center', x: 960, centerY: 770, width: 1680, emPx: 96, bottom: 948 },
  },
};

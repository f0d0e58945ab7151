import type { Aspect } from '#lib/shared/states.ts';
import type { Parts, PartsOf } from '../layout.ts';

/** Large words that fill the picture; who speaks and how far it is stay small. */
export const wordsParts: PartsOf = (aspect, art) => {
  const { x, y, side, width, ...rest } = PARTS[aspect];
  const text = art ? { x: x + side + 28, y: y + 4, width: width - side - 28 } : { x, y, width };
  return {
    ...rest,
    artwork: art ? { x, y, width: side, height: side } : null,
    text: { ...text, titlePx: 36, showPx: 28, maxLines: 2 },
  };
};

interface Place extends Pick<Parts, 'caption' | 'wave' | 'progressY'> {
  readonly x: number;
  readonly y: number;
  readonly side: number;
  readonly width: number;
}

const PARTS: Readonly<Record<Aspect, Place>> = {
  '9:16': {
    ...{ x: 140, y: 286, side: 136, width: 770 },
    caption: { x: 132, centerY: 850, width: 776, emPx: 158 },
    wave: { x: 140, y: 1312, width: 800, height: 104 },
    progressY: 1462,
  },
  '1:1': {
    ...{ x: 80, y: 80, side: 128, width: 920 },
    caption: { x: 72, centerY: 540, width: 940, emPx: 150 },
    wave: { x: 80, y: 866, width: 920, height: 84 },
    progressY: 984,
  },
  '4:5': {
    ...{ x: 80, y: 96, side: 136, width: 920 },
    caption: { x: 72, centerY: 660, width: 940, emPx: 164 },
    wave: { x: 80, y: 1076, width: 920, height: 100 },
    progressY: 1216,
  },
  '16:9': {
    ...{ x: 120, y: 84, side: 128, width: 1680 },
    caption: { x: 112, centerY: 520, width: 1700, emPx: 176 },
    wave: { x: 120, y: 806, width: 1680, height: 76 },
    progressY: 914,
  },
};

import type { Aspect } from '#lib/shared/states.ts';
import type { Parts, PartsOf } from '../layout.ts';

/** Artwork, title, captions, and bars that pass by as the voice speaks. */
export const waveParts: PartsOf = (aspect, art) => PARTS[aspect](art);

const PARTS: Readonly<Record<Aspect, (art: boolean) => Parts>> = {
  '9:16': (art) =>
    art
      ? {
          artwork: { x: 140, y: 282, width: 400, height: 400 },
          text: { x: 140, y: 728, width: 770, titlePx: 54, showPx: 34, maxLines: 2 },
          caption: { x: 140, centerY: 1104, width: 770, emPx: 92 },
          wave: { x: 140, y: 1316, width: 800, height: 170 },
          progressY: 1536,
        }
      : {
          artwork: null,
          text: { x: 140, y: 300, width: 770, titlePx: 66, showPx: 36, maxLines: 3 },
          caption: { x: 140, centerY: 920, width: 770, emPx: 104 },
          wave: { x: 140, y: 1190, width: 800, height: 250 },
          progressY: 1508,
        },
  '1:1': (art) => ({
    artwork: art ? { x: 80, y: 80, width: 232, height: 232 } : null,
    text: art
      ? { x: 352, y: 96, width: 648, titlePx: 44, showPx: 28, maxLines: 3 }
      : { x: 80, y: 88, width: 900, titlePx: 56, showPx: 30, maxLines: 2 },
    caption: { x: 80, centerY: 550, width: 920, emPx: 88 },
    wave: { x: 80, y: 770, width: 920, height: 150 },
    progressY: 968,
  }),
  '4:5': (art) => ({
    artwork: art ? { x: 80, y: 96, width: 280, height: 280 } : null,
    text: art
      ? { x: 404, y: 124, width: 596, titlePx: 46, showPx: 30, maxLines: 3 }
      : { x: 80, y: 104, width: 900, titlePx: 60, showPx: 32, maxLines: 3 },
    caption: { x: 80, centerY: 700, width: 920, emPx: 94 },
    wave: { x: 80, y: 970, width: 920, height: 180 },
    progressY: 1214,
  }),
  '16:9': (art) => {
    const x = art ? 760 : 120;
    const width = art ? 1040 : 1680;
    return {
      artwork: art ? { x: 120, y: 190, width: 560, height: 560 } : null,
      text: { x, y: art ? 190 : 110, width, titlePx: art ? 50 : 60, showPx: 30, maxLines: 2 },
      caption: { x, centerY: art ? 560 : 510, width, emPx: art ? 84 : 104 },
      wave: { x: 120, y: art ? 800 : 740, width: 1680, height: art ? 110 : 160 },
      progressY: 940,
    };
  },
};

import type { Aspect } from '#lib/shared/states.ts';
import type { CaptionPlace } from '../captions/captions.ts';
import { type Box, LAYOUTS } from '../layout.ts';

/** Where the parts of an audiogram stand. Pixels; text blocks are left-aligned. */
export interface AudiogramLayout {
  readonly artwork: Box | null;
  readonly show: { readonly x: number; readonly y: number; readonly width: number; readonly emPx: number };
  /** `y` is the top of the first line. */
  readonly title: {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly emPx: number;
    readonly maxLines: number;
  };
  readonly caption: CaptionPlace;
  readonly wave: Box;
  readonly progress: Box;
}

interface Parts {
  artwork: Box | null;
  text: { x: number; y: number; width: number; titlePx: number; showPx: number; maxLines: number };
  caption: { x: number; centerY: number; width: number; emPx: number };
  wave: Box;
  progressY: number;
}

const PROGRESS_HEIGHT = 8;

/** All text lies inside the safe box of `LAYOUTS`; of 9:16 only the waveform, which may be covered, lies below it. */
export function audiogramLayout(aspect: Aspect, hasArtwork: boolean): AudiogramLayout {
  const { artwork, text, caption, wave, progressY } = PARTS[aspect](hasArtwork);
  const { safe } = LAYOUTS[aspect];
  const bottom = Math.min(safe.y + safe.height, wave.y - 16);
  return {
    artwork,
    show: { x: text.x, y: text.y, width: text.width, emPx: text.showPx },
    title: {
      x: text.x,
      y: text.y + Math.round(text.showPx * 1.65),
      width: text.width,
      emPx: text.titlePx,
      maxLines: text.maxLines,
    },
    caption: {
      align: 'left',
      x: caption.x,
      centerY: caption.centerY,
      top: 2 * caption.centerY - bottom,
      bottom,
      lineWidth: caption.width,
      emPx: caption.emPx,
      ground: 'calm',
    },
    wave,
    progress: { x: wave.x, y: progressY, width: wave.width, height: PROGRESS_HEIGHT },
  };
}

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

import type { Aspect } from '#lib/shared/states.ts';
import type { Parts, PartsOf } from '../layout.ts';

/** A player on a blurred copy of the artwork: cover, title, the clip's whole waveform filling up; captions below. */
export const cardParts: PartsOf = (aspect, art) => (art ? PARTS[aspect] : withoutArtwork(PARTS[aspect]));

const PARTS: Readonly<Record<Aspect, Parts & { artwork: NonNullable<Parts['artwork']> }>> = {
  '9:16': {
    panel: { x: 96, y: 258, width: 838, height: 730 },
    artwork: { x: 140, y: 302, width: 360, height: 360 },
    text: { x: 140, y: 692, width: 750, titlePx: 46, showPx: 30, maxLines: 2 },
    wave: { x: 140, y: 872, width: 750, height: 84 },
    caption: { align: 'center', x: 515, centerY: 1126, width: 790, emPx: 82, bottom: 1248 },
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

/** The texts take the cover's place too. */
function withoutArtwork(parts: Parts & { artwork: NonNullable<Parts['artwork']> }): Parts {
  const { artwork, panel, text, wave } = parts;
  const x = artwork.x;
  const isBeside = text.x > artwork.x + artwork.width;
  const width = isBeside ? text.x + text.width - x : text.width;
  return {
    ...parts,
    panel,
    artwork: null,
    text: {
      ...text,
      x,
      width,
      y: isBeside ? text.y : artwork.y + 120,
      titlePx: Math.round(text.titlePx * 1.25),
      maxLines: isBeside ? Math.min(3, text.maxLines) : 4,
    },
    wave: { ...wave, x, width },
  };
}

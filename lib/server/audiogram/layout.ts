import type { Aspect } from '#lib/shared/states.ts';
import type { AudiogramDesign } from '#lib/shared/styles/looks.ts';
import type { CaptionPlace } from '../captions/captions.ts';
import { type Box, LAYOUTS } from '../captions/layout.ts';
import { cardParts } from './designs/card.ts';
import { circleParts } from './designs/circle.ts';
import { waveParts } from './designs/wave.ts';
import { wordsParts } from './designs/words.ts';

/** Where one text stands: `x` is its left edge, or its middle. */
export interface TextPlace {
  readonly align: 'left' | 'center';
  readonly x: number;
  /** Top of the first line. */
  readonly y: number;
  readonly width: number;
  readonly emPx: number;
}

/** What moves: bars that pass by, a ring around the artwork, or the whole clip's waveform that fills up. */
export type Motion = 'bars' | 'ring' | 'scrub';

/** Where the parts of an audiogram stand. Pixels. */
export interface AudiogramLayout {
  readonly artwork: Box | null;
  readonly artworkShape: 'rounded' | 'circle';
  /** A lighter sheet under artwork and texts. */
  readonly panel: Box | null;
  /** The artwork itself, large and blurred, instead of a gradient. */
  readonly blurredGround: boolean;
  readonly show: TextPlace;
  readonly title: TextPlace & { readonly maxLines: number };
  readonly caption: CaptionPlace;
  readonly motion: Motion;
  /** What moves lies in here. */
  readonly wave: Box;
  /** Null where the motion itself shows how far it is. */
  readonly progress: Box | null;
}

/** What a design decides for each aspect; the rest follows from it. */
export interface Parts {
  readonly artwork: Box | null;
  readonly panel?: Box;
  readonly text: {
    readonly align?: 'left' | 'center';
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly titlePx: number;
    readonly showPx: number;
    readonly maxLines: number;
  };
  readonly caption: {
    readonly align?: 'left' | 'center';
    readonly x: number;
    readonly centerY: number;
    readonly width: number;
    readonly emPx: number;
    /** Lowest pixel row, where it is not the safe box's or what moves. */
    readonly bottom?: number;
  };
  readonly wave: Box;
  readonly progressY?: number;
}

export type PartsOf = (aspect: Aspect, hasArtwork: boolean) => Parts;

interface Design {
  readonly parts: PartsOf;
  readonly motion: Motion;
  readonly artworkShape: AudiogramLayout['artworkShape'];
  readonly blurredGround: boolean;
}

const DESIGNS: Readonly<Record<AudiogramDesign, Design>> = {
  wave: { parts: waveParts, motion: 'bars', artworkShape: 'rounded', blurredGround: false },
  circle: { parts: circleParts, motion: 'ring', artworkShape: 'circle', blurredGround: false },
  words: { parts: wordsParts, motion: 'bars', artworkShape: 'rounded', blurredGround: false },
  card: { parts: cardParts, motion: 'scrub', artworkShape: 'rounded', blurredGround: true },
};

const PROGRESS_HEIGHT = 8;

/** All text lies inside the safe box of `LAYOUTS`; of 9:16 only what moves, which may be covered, lies below it. */
export function audiogramLayout(
  aspect: Aspect,
  hasArtwork: boolean,
  design: AudiogramDesign = 'wave',
): AudiogramLayout {
  const { motion, artworkShape, blurredGround, parts } = DESIGNS[design];
  const { artwork, panel = null, text, caption, wave, progressY } = parts(aspect, hasArtwork);
  const { safe } = LAYOUTS[aspect];
  const floor = wave.y > caption.centerY ? Math.min(safe.y + safe.height, wave.y - 16) : safe.y + safe.height;
  const bottom = caption.bottom ?? floor;
  const align = text.align ?? 'left';
  return {
    artwork,
    artworkShape,
    panel,
    blurredGround: blurredGround && hasArtwork,
    show: { align, x: text.x, y: text.y, width: text.width, emPx: text.showPx },
    title: {
      align,
      x: text.x,
      y: text.y + Math.round(text.showPx * 1.65),
      width: text.width,
      emPx: text.titlePx,
      maxLines: text.maxLines,
    },
    caption: {
      align: caption.align ?? 'left',
      x: caption.x,
      centerY: caption.centerY,
      top: 2 * caption.centerY - bottom,
      bottom,
      lineWidth: caption.width,
      emPx: caption.emPx,
      ground: 'calm',
    },
    motion,
    wave,
    progress: progressY === undefined ? null : { x: wave.x, y: progressY, width: wave.width, height: PROGRESS_HEIGHT },
  };
}

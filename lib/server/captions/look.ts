import type { CaptionStyle } from '#lib/shared/styles/looks.ts';
import type { Rgb } from './ass.ts';
import type { Cue } from './cues.ts';
import type { StyleRules } from './styles.ts';
import type { Face } from './text/fonts.ts';

/** What a person chose, ready to draw with. */
export interface CaptionLook {
  readonly style: CaptionStyle;
  readonly face: Face;
  /** The spoken word, the keyword, the box. */
  readonly lit: Rgb;
  readonly text: Rgb;
}

/** Where captions stand. Pixels. */
export interface CaptionPlace {
  readonly align: 'center' | 'left';
  /** The centre of the line, or its left edge. */
  readonly x: number;
  readonly centerY: number;
  /** Everything drawn stays between these. */
  readonly top: number;
  readonly bottom: number;
  /** Widest line with all that surrounds it. */
  readonly lineWidth: number;
  readonly emPx: number;
  /** Over a moving picture: outlined. On a calm ground: what is still to come is dimmed instead. */
  readonly ground: 'picture' | 'calm';
}

/** One cue on its place: everything that a way of drawing needs. */
export interface PlacedCue {
  readonly cue: Cue;
  readonly place: CaptionPlace;
  readonly look: CaptionLook;
  readonly rules: StyleRules;
  /** Of the letters. Below the style's own only where a single word is wider than a line. */
  readonly emPx: number;
  readonly isSmaller: boolean;
  /** Centre of each line. */
  readonly rows: readonly number[];
}

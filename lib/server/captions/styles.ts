import type { CaptionStyle } from '#lib/shared/styles/looks.ts';
import { LINE_HEIGHT } from './layout.ts';
import type { BuiltInFace } from './text/fonts.ts';

/** How a caption style is drawn. Sizes in ems of the place's own size, so that every aspect looks alike. */
export interface StyleRules {
  readonly face: BuiltInFace;
  /** Size of the letters; 1 is the place's own. */
  readonly scale: number;
  readonly capitals: boolean;
  /** Extra space between letters. */
  readonly spacing: number;
  /** Extra space between words: of those that get a box, so that it does not touch the next one. */
  readonly gap: number;
  /** Distance between two lines. */
  readonly leading: number;
  readonly outline: number;
  readonly shadow: number;
  /** Softness of the outline's edge, in pixels. */
  readonly blur: number;
  /** Room that something besides the letters takes at each side: a box, a band, a word that grows. */
  readonly padX: number;
  readonly padY: number;
  /** Share of the line's width that is used: narrow lines mean few words at a time. */
  readonly fill: number;
  /** Longest time a caption stays, in milliseconds. */
  readonly maxMs: number;
  readonly ink: 'words' | 'lines';
}

const PLAIN: StyleRules = {
  face: 'heavy',
  scale: 1,
  capitals: false,
  spacing: 0,
  gap: 0,
  leading: LINE_HEIGHT,
  outline: 0.08,
  shadow: 0.035,
  blur: 1.2,
  padX: 0.02,
  padY: 0.08,
  fill: 1,
  maxMs: 4500,
  ink: 'lines',
};

export const STYLES: Readonly<Record<CaptionStyle, StyleRules>> = {
  lit: PLAIN,
  pop: { ...PLAIN, scale: 1.06, gap: 0.14, padX: 0.1, padY: 0.14, fill: 0.94, maxMs: 3200, ink: 'words' },
  box: { ...PLAIN, gap: 0.12, leading: 1.28, outline: 0.05, padX: 0.2, padY: 0.16, fill: 0.96, ink: 'words' },
  bold: {
    ...PLAIN,
    face: 'condensed',
    scale: 1.62,
    capitals: true,
    spacing: 0.01,
    leading: 0.98,
    outline: 0.085,
    shadow: 0.05,
    blur: 0,
    padX: 0.06,
    padY: 0.1,
    fill: 0.9,
    maxMs: 2600,
  },
  duo: { ...PLAIN, scale: 1.04, padX: 0.06, padY: 0.1, fill: 0.92, maxMs: 3600 },
  minimal: { ...PLAIN, face: 'title', scale: 0.76, outline: 0, shadow: 0.05, blur: 0, fill: 0.9, maxMs: 5000 },
  band: { ...PLAIN, face: 'title', scale: 0.86, leading: 1.55, outline: 0, shadow: 0, blur: 0, padX: 0.42, padY: 0.2 },
  story: { ...PLAIN, face: 'serif', scale: 1.08, outline: 0.035, shadow: 0.045, blur: 1.6, padY: 0.1 },
};

/** How much a spoken word of `pop` grows. */
export const POP_GROWTH = 1.12;

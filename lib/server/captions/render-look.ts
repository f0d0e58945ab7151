import { join } from 'node:path';
import { type Brand, type Card, type Corner, PLAIN_BRAND } from '#lib/shared/styles/brand.ts';
import {
  type AudiogramDesign,
  type Bleep,
  type CaptionStyle,
  DEFAULT_DESIGN,
  DEFAULT_STYLE,
  type Look,
} from '#lib/shared/styles/looks.ts';
import type { Env } from '../env.ts';
import { paths } from '../paths.ts';
import type { Rgb } from './ass.ts';
import { STYLES } from './styles.ts';
import { type Faces, loadFaces } from './text/fonts.ts';
import { readGivenFont } from './text/given-fonts.ts';

/** What stands before and after a clip. */
export interface Cards {
  readonly intro: Card | null;
  readonly outro: Card | null;
}

export const NO_CARDS: Cards = { intro: null, outro: null };

export interface Logo {
  readonly id: string;
  /** A PNG of `redrawLogo`, absolute. */
  readonly path: string;
  readonly corner: Corner;
  /** Longer side as a share of the picture's shorter one. */
  readonly size: number;
}

/** How a clip is to look: what was chosen for it, over the show's brand. Colours and files that are null are ours. */
export interface RenderLook {
  readonly style: CaptionStyle;
  readonly design: AudiogramDesign;
  /** Swear words are masked. */
  readonly mask: boolean;
  /** What is heard in their place. */
  readonly bleep: Bleep;
  readonly colors: {
    /** The spoken word and what moves. */
    readonly lit: Rgb | null;
    readonly text: Rgb | null;
    /** The ground of an audiogram. */
    readonly ground: Rgb | null;
  };
  /** Integrated loudness of the clip. */
  readonly targetLufs: number;
  /** A font file, absolute. */
  readonly fontPath: string | null;
  readonly logo: Logo | null;
  readonly cards: Cards;
}

export const PLAIN_LOOK: RenderLook = {
  style: DEFAULT_STYLE,
  design: DEFAULT_DESIGN,
  mask: false,
  bleep: 'off',
  colors: { lit: null, text: null, ground: null },
  targetLufs: PLAIN_BRAND.loudness,
  fontPath: null,
  logo: null,
  cards: NO_CARDS,
};

/** What large words are written in where nothing was chosen. */
const WORDS_STYLE: CaptionStyle = 'pop';

/** What was chosen for a render over what its show's brand says. */
export function resolveLook(env: Env, chosen: Look | null, brand: Brand): RenderLook {
  const design = chosen?.design ?? brand.design ?? DEFAULT_DESIGN;
  return {
    style: chosen?.style ?? brand.style ?? (design === 'words' ? WORDS_STYLE : DEFAULT_STYLE),
    design,
    mask: chosen?.mask ?? brand.mask,
    bleep: chosen?.bleep ?? 'off',
    colors: { lit: rgbOf(brand.colors.lit), text: rgbOf(brand.colors.text), ground: rgbOf(brand.colors.ground) },
    targetLufs: brand.loudness,
    fontPath: brand.font && join(paths.brandDir(env), `${brand.font.id}.font`),
    logo: brand.logo && { ...brand.logo, path: join(paths.brandDir(env), `${brand.logo.id}.png`) },
    cards: { intro: brand.intro, outro: brand.outro },
  };
}

function rgbOf(color: string | null): Rgb | null {
  if (color === null) return null;
  const value = Number.parseInt(color.slice(1), 16);
  return [value >> 16, (value >> 8) & 0xff, value & 0xff];
}

/** The faces of a look: the brand's font first, then ours, then those of FONTS_DIR for what is still missing. */
export async function facesOfLook(env: Pick<Env, 'fontsDir'>, look: RenderLook): Promise<Faces> {
  const own = look.fontPath === null ? null : await readGivenFont(look.fontPath);
  return await loadFaces(STYLES[look.style].face, { fontsDir: env.fontsDir, own });
}

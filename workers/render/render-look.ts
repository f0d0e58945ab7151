import type { Env } from '#lib/server/env.ts';
import { type AudiogramDesign, type CaptionStyle, DEFAULT_DESIGN, DEFAULT_STYLE } from '#lib/shared/styles/looks.ts';
import type { Rgb } from './captions/ass.ts';
import { STYLES } from './captions/styles.ts';
import { type Faces, loadFaces } from './text/fonts.ts';
import { readGivenFont } from './text/given-fonts.ts';

/** How a clip is to look: what was chosen for it, over the show's brand. Colours and files that are null are ours. */
export interface RenderLook {
  readonly style: CaptionStyle;
  readonly design: AudiogramDesign;
  /** Swear words are masked. */
  readonly mask: boolean;
  readonly colors: {
    /** The spoken word and what moves. */
    readonly lit: Rgb | null;
    readonly text: Rgb | null;
    /** The ground of an audiogram. */
    readonly ground: Rgb | null;
  };
  /** A font file, absolute. */
  readonly fontPath: string | null;
}

export const PLAIN_LOOK: RenderLook = {
  style: DEFAULT_STYLE,
  design: DEFAULT_DESIGN,
  mask: false,
  colors: { lit: null, text: null, ground: null },
  fontPath: null,
};

/** The faces of a look: the brand's font first, then ours, then those of FONTS_DIR for what is still missing. */
export async function facesOfLook(env: Pick<Env, 'fontsDir'>, look: RenderLook): Promise<Faces> {
  const own = look.fontPath === null ? null : await readGivenFont(look.fontPath);
  return await loadFaces(STYLES[look.style].face, { fontsDir: env.fontsDir, own });
}

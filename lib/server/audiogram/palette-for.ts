import type { RenderLook } from '../captions/render-look.ts';
import { INK_PALETTE, type Palette, paletteOn } from './palette.ts';

/** The brand's colours where it names some, else the artwork's, else ours. */
export function paletteFor(colors: RenderLook['colors'], fromArtwork: Palette | null): Palette {
  const base = colors.ground ? paletteOn(colors.ground) : (fromArtwork ?? INK_PALETTE);
  return { ...base, lit: colors.lit ?? base.lit, text: colors.text ?? base.text };
}

import { ASPECT_SIZES, type Aspect } from '#lib/shared/states.ts';
import type { Corner } from '#lib/shared/styles/brand.ts';
import { SAFE_BOXES } from '#lib/shared/styles/safe-boxes.ts';
import type { Box } from './layout.ts';
import type { Logo } from './render-look.ts';

/** The square that a logo stands in, in a corner of it. */
export function boxOfLogo(aspect: Aspect, { corner, size }: Pick<Logo, 'corner' | 'size'>): Box {
  const { width, height } = ASPECT_SIZES[aspect];
  return logoBox(aspect, corner, Math.round((Math.min(width, height) * size) / 2) * 2);
}

/** Where the platforms cover the top of 9:16, the logo stands right above the safe box; elsewhere in its corner. */
export function logoBox(aspect: Aspect, corner: Corner, side: number): Box {
  const safe = SAFE_BOXES[aspect];
  const { height } = ASPECT_SIZES[aspect];
  const x = corner.endsWith('left') ? safe.x : safe.x + safe.width - side;
  const above = safe.y - side - 24;
  const below = safe.y + safe.height + 24;
  const top = above >= height * 0.04 ? above : safe.y;
  const bottom = below + side <= height * 0.8 ? below : safe.y + safe.height - side;
  return { x: x & ~1, y: (corner.startsWith('top') ? top : bottom) & ~1, width: side, height: side };
}

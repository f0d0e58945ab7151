import type { Texts } from '#lib/client/texts.tsx';
import type { Aspect } from '#lib/shared/states.ts';

const SHAPES = { '9:16': 'tall', '4:5': 'portrait', '1:1': 'square', '16:9': 'wide' } as const satisfies Record<
  Aspect,
  string
>;

/** What a shape is called: "Tall". */
export function shapeName(t: Texts, aspect: Aspect): string {
  return t(`looks.${SHAPES[aspect]}`);
}

/** Where a shape is used: "TikTok, Reels, Shorts". */
export function shapeUse(t: Texts, aspect: Aspect): string {
  return t(`looks.${SHAPES[aspect]}Use`);
}

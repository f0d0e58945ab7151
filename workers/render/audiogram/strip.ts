import type { Rgb } from '#lib/server/captions/ass.ts';
import type { Box } from '#lib/server/captions/layout.ts';

/** The part of the picture that moves, in one rectangle. */
export interface Strip {
  readonly box: Box;
  /** rgb24, still: the colours that the moving mask lets through. */
  readonly colors: Buffer;
  /** Draws the mask (gray8) of the frame at this time. The buffer is used again for the next. */
  frame(timeMs: number): Buffer;
}

export interface StripOptions {
  readonly wave: Box;
  readonly progress: Box | null;
  /** `LEVELS_PER_SECOND` values 0-1. */
  readonly levels: readonly number[];
  readonly durationMs: number;
  /** What was played, and what comes. */
  readonly colors: { readonly lit: Rgb; readonly pale: Rgb };
}

/** Even sides and corners: chroma is stored for two by two pixels. */
export function evenBox(box: Box): Box {
  return { x: box.x & ~1, y: box.y & ~1, width: (box.width + 1) & ~1, height: (box.height + 1) & ~1 };
}

/** A picture (rgb24) of which each pixel has the colour that is answered for it. */
export function paintColors(box: Box, colorAt: (x: number, y: number) => Rgb): Buffer {
  const colors = Buffer.alloc(box.width * box.height * 3);
  for (let y = 0; y < box.height; y += 1) {
    for (let x = 0; x < box.width; x += 1) colors.set(colorAt(x, y), (y * box.width + x) * 3);
  }
  return colors;
}

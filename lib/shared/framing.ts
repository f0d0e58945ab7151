import * as z from 'zod/mini';
import { aspectSchema } from './states.ts';

/**
 * How a clip's picture is laid into its shape. `auto`: faces are followed. `fit`:
 * all of the picture over a blurred one. `fill`: no blurred edges, whatever is cut
 * off. `split`: the two people who matter, one above the other. `manual`: the part
 * around `x`, `y` (middle, shares of the picture), so many times enlarged.
 */
export const framingSchema = z.object({
  mode: z.enum(['auto', 'fit', 'fill', 'split', 'manual']),
  x: z._default(z.number().check(z.minimum(0), z.maximum(1)), 0.5),
  y: z._default(z.number().check(z.minimum(0), z.maximum(1)), 0.5),
  zoom: z._default(z.number().check(z.minimum(1), z.maximum(4)), 1),
});
export type Framing = z.infer<typeof framingSchema>;

export const AUTO_FRAMING: Framing = { mode: 'auto', x: 0.5, y: 0.5, zoom: 1 };

const windowSchema = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() });

/** How a render was framed. */
export const framedSchema = z.object({
  /** What was asked for. */
  choice: framingSchema,
  /** Why it is not framed as it should be; null where it is. */
  note: z.nullable(z.string()),
  /** At moments spread over the clip: the parts of the source that are shown sharp, as shares of it. */
  samples: z.array(z.object({ atMs: z.number(), windows: z.array(windowSchema) })),
});
export type Framed = z.infer<typeof framedSchema>;

/** Pictures in the strip that a clip's framing is chosen by: `GET /api/clips/{id}/frames`. */
export const STRIP_FRAMES = 8;

/** The moments of these pictures in a clip of this length. */
export function stripMoments(durationMs: number): number[] {
  return Array.from({ length: STRIP_FRAMES }, (_, at) => Math.round(((at + 0.5) * durationMs) / STRIP_FRAMES));
}

export function isSameFraming(a: Framing | null, b: Framing | null): boolean {
  const [one, other] = [a ?? AUTO_FRAMING, b ?? AUTO_FRAMING];
  if (one.mode !== other.mode) return false;
  return one.mode !== 'manual' || (one.x === other.x && one.y === other.y && one.zoom === other.zoom);
}

/** `GET /api/clips/{id}/framing`. */
export const clipFramingSchema = z.object({
  framing: framingSchema,
  /** Pixels of the source's picture; null where it has none. */
  source: z.nullable(z.object({ width: z.number(), height: z.number() })),
  renders: z.array(
    z.object({
      id: z.string(),
      aspect: aspectSchema,
      /** Null before it was rendered. */
      framed: z.nullable(framedSchema),
      /** It was framed otherwise than is wanted now: asking for it again makes it anew. */
      changed: z.boolean(),
    }),
  ),
});
export type ClipFraming = z.infer<typeof clipFramingSchema>;

export type Window = z.infer<typeof windowSchema>;

/** The part of a source that a framing by hand shows in this shape, as shares of the source. */
export function handWindow(
  source: { width: number; height: number },
  target: { width: number; height: number },
  { x, y, zoom }: Framing,
): Window {
  const ratio = target.width / target.height / (source.width / source.height);
  const width = Math.min(1, ratio) / zoom;
  const height = Math.min(1, 1 / ratio) / zoom;
  const place = (middle: number, part: number) => Math.min(1 - part, Math.max(0, middle - part / 2));
  return { x: place(x, width), y: place(y, height), width, height };
}

import type { Box } from '#lib/server/captions/layout.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A window of fixed size that moves over the source: in a straight line from key to key. Pixels of the source. */
export interface MovingCrop extends Size {
  /** Left and top edge at frames of the clip, in order; before the first and after the last it stands still. */
  readonly keys: readonly { readonly frame: number; readonly x: number; readonly y: number }[];
}

/** How the source is laid into the picture for a while. */
export type Layout =
  | { readonly kind: 'fill'; readonly crop: MovingCrop }
  /** A part in the middle, sharp, over a blurred one that fills the rest. */
  | { readonly kind: 'fit'; readonly crop: MovingCrop; readonly shown: Size; readonly behind: Box }
  /** Two parts, one above the other or side by side. */
  | { readonly kind: 'split'; readonly crops: readonly [MovingCrop, MovingCrop]; readonly stacked: boolean };

export interface FramingPlan {
  readonly source: Size;
  readonly target: Size;
  /** Frames a second that the keys and parts count. */
  readonly perSecond: number;
  /** In order; each lasts until the next begins, the first one begins with frame 0. */
  readonly parts: readonly { readonly fromFrame: number; readonly layout: Layout }[];
  /** Why it could not be framed as it should be; null where it could. */
  readonly note: string | null;
}

/** Where a window stands at a frame. */
export function placeAt(crop: MovingCrop, frame: number): { x: number; y: number } {
  const after = crop.keys.findIndex((key) => key.frame > frame);
  const next = crop.keys[after];
  const last = (after < 0 ? crop.keys.at(-1) : crop.keys[after - 1]) ?? next;
  if (!last) return { x: 0, y: 0 };
  if (!next || next === last) return { x: last.x, y: last.y };
  const share = (frame - last.frame) / (next.frame - last.frame);
  return { x: last.x + (next.x - last.x) * share, y: last.y + (next.y - last.y) * share };
}

/** The parts of the source that are shown sharp at a frame. */
export function windowsAt(plan: FramingPlan, frame: number): Box[] {
  const part = plan.parts.findLast(({ fromFrame }) => fromFrame <= frame) ?? plan.parts[0];
  if (!part) return [];
  const { layout } = part;
  const crops = layout.kind === 'split' ? layout.crops : [layout.crop];
  return crops.map((crop) => ({ ...placeAt(crop, frame), width: crop.width, height: crop.height }));
}

/** Less than this is no movement: a window that stands still does not creep. Pixels. */
const STILL_PX = 0.75;

/** Keys without those that lie on the line between their neighbours, to within half a pixel. */
export function simplify(moves: MovingCrop['keys']): MovingCrop['keys'] {
  let place = moves[0];
  const keys = moves.map((key) => {
    if (!place || Math.hypot(key.x - place.x, key.y - place.y) >= STILL_PX) place = key;
    return { ...place, frame: key.frame };
  });
  const kept: { frame: number; x: number; y: number }[] = [];
  const fits = (from: number, to: number): boolean => {
    const [a, b] = [keys[from], keys[to]];
    if (!a || !b) return true;
    return keys.slice(from + 1, to).every((key) => {
      const share = (key.frame - a.frame) / (b.frame - a.frame);
      return Math.abs(a.x + (b.x - a.x) * share - key.x) <= 0.5 && Math.abs(a.y + (b.y - a.y) * share - key.y) <= 0.5;
    });
  };
  let from = 0;
  while (from < keys.length) {
    const key = keys[from];
    if (key) kept.push(key);
    let to = from + 1;
    while (to + 1 < keys.length && fits(from, to + 1)) to += 1;
    from = to;
  }
  const [first, second] = kept;
  return kept.length === 2 && first && second && Math.hypot(first.x - second.x, first.y - second.y) <= 0.5
    ? [first]
    : kept;
}

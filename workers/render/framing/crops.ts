import type { Box } from '#lib/server/captions/layout.ts';
import type { Layout, Size } from './framing-plan.ts';
import type { Track } from './tracks.ts';

/** Shapes that differ by less than this are one. */
export const CLOSE = 1.02;
/** In an upright picture faces are above the middle. */
const UPRIGHT_CENTER = 0.42;

export function similar(a: Size, b: Size): boolean {
  const ratio = a.width / a.height / (b.width / b.height);
  return Math.max(ratio, 1 / ratio) < CLOSE;
}

/** The largest part of the source in the shape of the target, around the middle. */
export function cropTo(source: Size, target: Size): Box {
  return cropToRatio(source, target.width / target.height);
}

/** The same for a shape that is given as its width by its height. */
export function cropToRatio(source: Size, to: number): Box {
  const from = source.width / source.height;
  const width = to < from ? Math.min(even(source.height * to), source.width) : source.width;
  const height = to > from ? Math.min(even(source.width / to), source.height) : source.height;
  const center = from < 1 ? UPRIGHT_CENTER : 0.5;
  return {
    x: Math.floor((source.width - width) / 4) * 2,
    y: Math.floor(((source.height - height) * center) / 2) * 2,
    width,
    height,
  };
}

/** A part of the source as large as it goes in the middle of the target, blurred around. */
export function fitLayout(source: Size, target: Size, part: Box): Layout {
  const scale = Math.min(target.width / part.width, target.height / part.height);
  const shown = {
    width: Math.min(target.width, even(part.width * scale)),
    height: Math.min(target.height, even(part.height * scale)),
  };
  const { x, y, width, height } = part;
  return { kind: 'fit', crop: { width, height, keys: [{ frame: 0, x, y }] }, shown, behind: cropTo(source, target) };
}

/** A window's sides as shares of the source. */
export function windowShare(window: Size, source: Size): Size {
  return { width: window.width / source.width, height: window.height / source.height };
}

/** A face takes a third of the height of its half, or more where the half would show too much of the source. */
const FACES_HIGH = 3;
const LARGEST_FACE_HIGH = 1.8;
/** A half that shows more than this of the source's width shows both people, twice. */
export const LARGEST_HALF = 0.6;
/** Smaller parts of the source would be blown up to a blur. */
const SMALLEST = 0.34;

/** The part of the source that one of two people gets. */
export function cellSize(source: Size, target: Size, stacked: boolean, person: Pick<Track, 'height' | 'width'>): Size {
  const cell = stacked
    ? { width: target.width, height: target.height / 2 }
    : { width: target.width / 2, height: target.height };
  const ratio = cell.width / cell.height;
  const face = person.height * source.height;
  const wanted = Math.max(face * FACES_HIGH, source.height * SMALLEST);
  const bounded = Math.min(wanted, Math.max((source.width * LARGEST_HALF) / ratio, face * LARGEST_FACE_HIGH));
  const height = Math.min(bounded, source.height, source.width / ratio);
  return { width: Math.min(source.width, even(height * ratio)), height: Math.min(source.height, even(height)) };
}

export function even(value: number): number {
  return Math.max(2, Math.round(value / 2) * 2);
}

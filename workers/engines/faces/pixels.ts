import type { Face } from './blaze-face.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Brightness of an rgb24 picture. */
export function lumaOf({ width, height, pixels }: Size & { readonly pixels: Uint8Array }): Uint8Array {
  const luma = new Uint8Array(width * height);
  for (let at = 0; at < luma.length; at += 1) {
    luma[at] = ((pixels[at * 3] ?? 0) * 54 + (pixels[at * 3 + 1] ?? 0) * 183 + (pixels[at * 3 + 2] ?? 0) * 19) >> 8;
  }
  return luma;
}

/** Mean difference of two pictures of one size, 0-255; every second pixel of every second row is enough. */
export function meanDifference(a: Uint8Array, b: Uint8Array): number {
  let sum = 0;
  let count = 0;
  for (let at = 0; at < a.length; at += 3) {
    sum += Math.abs((a[at] ?? 0) - (b[at] ?? 0));
    count += 1;
  }
  return sum / Math.max(1, count);
}

/** A part of a picture in pixels; it may reach over the edge. */
interface Part {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * How much a mouth changed between two pictures: what is left of the difference
 * when the part is shifted to where it fits best, less the same of the eyes,
 * which see the same light and the same turns of the head. 0 for a closed mouth.
 */
export function mouthMotion(before: Uint8Array, now: Uint8Array, size: Size, old: Face, face: Face): number {
  const width = face.width * size.width;
  const height = face.height * size.height;
  const shift = {
    x: (face.x + face.width / 2 - old.x - old.width / 2) * size.width,
    y: (face.y + face.height / 2 - old.y - old.height / 2) * size.height,
  };
  const around = (x: number, y: number, wide: number, high: number): Part => ({
    x: Math.round(x * size.width - (wide * width) / 2),
    y: Math.round(y * size.height - (high * height) / 2),
    width: Math.max(4, Math.round(wide * width)),
    height: Math.max(3, Math.round(high * height)),
  });
  const mouth = residual(before, now, size, around(face.mouth.x, face.mouth.y, 0.5, 0.34), shift);
  const eyes = residual(
    before,
    now,
    size,
    around(face.x + face.width / 2, face.y + face.height * 0.3, 0.7, 0.3),
    shift,
  );
  return Math.max(0, mouth - eyes);
}

const REACH = 2;

/** Mean difference of a part of the picture of now to where it was before, at the shift that fits best. */
function residual(
  before: Uint8Array,
  now: Uint8Array,
  size: Size,
  part: Part,
  moved: { x: number; y: number },
): number {
  let best = Number.POSITIVE_INFINITY;
  for (let dy = -REACH; dy <= REACH; dy += 1)
    for (let dx = -REACH; dx <= REACH; dx += 1) {
      const offsetX = Math.round(-moved.x) + dx;
      const offsetY = Math.round(-moved.y) + dy;
      let sum = 0;
      let count = 0;
      for (let y = Math.max(0, part.y); y < Math.min(size.height, part.y + part.height); y += 1) {
        const oldY = y + offsetY;
        if (oldY < 0 || oldY >= size.height) continue;
        for (let x = Math.max(0, part.x); x < Math.min(size.width, part.x + part.width); x += 1) {
          const oldX = x + offsetX;
          if (oldX < 0 || oldX >= size.width) continue;
          sum += Math.abs((now[y * size.width + x] ?? 0) - (before[oldY * size.width + oldX] ?? 0));
          count += 1;
        }
      }
      if (count > 0) best = Math.min(best, sum / count);
    }
  return Number.isFinite(best) ? best : 0;
}

const HARD_EDGE = 70;

/** Share of the picture's blocks of 8 × 8 pixels that hold as many hard edges as letters do. */
export function textLikeness(luma: Uint8Array, { width, height }: Size): number {
  let lettered = 0;
  let blocks = 0;
  for (let top = 0; top + 8 <= height; top += 8)
    for (let left = 0; left + 8 < width; left += 8) {
      let edges = 0;
      for (let y = top; y < top + 8; y += 1)
        for (let x = left; x < left + 8; x += 1) {
          const at = y * width + x;
          if (Math.abs((luma[at] ?? 0) - (luma[at + 1] ?? 0)) > HARD_EDGE) edges += 1;
        }
      blocks += 1;
      if (edges >= 8) lettered += 1;
    }
  return lettered / Math.max(1, blocks);
}

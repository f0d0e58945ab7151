import type { Box } from '#lib/server/captions/layout.ts';

const WINDOW = 8;
const STEP = 4;
const C1 = (0.01 * 255) ** 2;
const C2 = (0.03 * 255) ** 2;

export interface Luma {
  readonly width: number;
  readonly height: number;
  /** One byte a pixel. */
  readonly pixels: Uint8Array;
}

/** Structural similarity of two pictures of one size (windows of 8 × 8, every 4 pixels), 1 for the same. */
export function ssim(one: Luma, other: Luma, box: Box = { x: 0, y: 0, width: one.width, height: one.height }): number {
  let sum = 0;
  let count = 0;
  for (let y = box.y; y + WINDOW <= box.y + box.height; y += STEP) {
    for (let x = box.x; x + WINDOW <= box.x + box.width; x += STEP) {
      sum += windowSsim(one, other, y * one.width + x);
      count += 1;
    }
  }
  return count === 0 ? 1 : sum / count;
}

function windowSsim({ pixels: a, width }: Luma, { pixels: b }: Luma, from: number): number {
  let [sumA, sumB, sumAA, sumBB, sumAB] = [0, 0, 0, 0, 0];
  for (let row = 0; row < WINDOW; row += 1) {
    const start = from + row * width;
    for (let at = start; at < start + WINDOW; at += 1) {
      const [valueA, valueB] = [a[at] ?? 0, b[at] ?? 0];
      sumA += valueA;
      sumB += valueB;
      sumAA += valueA * valueA;
      sumBB += valueB * valueB;
      sumAB += valueA * valueB;
    }
  }
  const count = WINDOW * WINDOW;
  const [meanA, meanB] = [sumA / count, sumB / count];
  const varianceA = sumAA / count - meanA * meanA;
  const varianceB = sumBB / count - meanB * meanB;
  const covariance = sumAB / count - meanA * meanB;
  return (
    ((2 * meanA * meanB + C1) * (2 * covariance + C2)) /
    ((meanA * meanA + meanB * meanB + C1) * (varianceA + varianceB + C2))
  );
}

/** The rectangle of all pixels in which one of these is not as the ground is; null where there is none. */
export function changedBox(ground: Luma, pictures: readonly Luma[]): Box | null {
  const { width, height, pixels } = ground;
  let [left, right, top, bottom] = [width, -1, height, -1];
  for (let at = 0; at < pixels.length; at += 1) {
    const own = pixels[at] ?? 0;
    if (pictures.every((picture) => Math.abs((picture.pixels[at] ?? 0) - own) < 2)) continue;
    const [x, y] = [at % width, Math.floor(at / width)];
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  return right < 0 ? null : { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
}

/** The grey of a picture. @param pixels as many bytes a pixel as `channels`, red, green and blue first */
export function lumaOf(pixels: Uint8Array, width: number, height: number, channels: 3 | 4): Luma {
  const grey = new Uint8Array(width * height);
  for (let at = 0; at < grey.length; at += 1) {
    const from = at * channels;
    grey[at] = (54 * (pixels[from] ?? 0) + 183 * (pixels[from + 1] ?? 0) + 19 * (pixels[from + 2] ?? 0)) >> 8;
  }
  return { width, height, pixels: grey };
}

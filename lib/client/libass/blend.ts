import type { Drawn } from './messages.ts';

/** One bitmap of libass: a coverage mask in one colour. */
export interface AssImage {
  readonly w: number;
  readonly h: number;
  readonly dst_x: number;
  readonly dst_y: number;
  readonly stride: number;
  /** 0xRRGGBBTT, TT for transparency. */
  readonly color: number;
  /** Where the mask begins in the heap. */
  readonly bitmap: number;
}

/**
 * Lays the bitmaps of a moment over each other, in order, as ffmpeg's `ass` filter does.
 *
 * @param heap the memory that the bitmaps are in
 * @returns the smallest box with all of them; null where nothing is drawn
 */
export function blendImages(images: readonly AssImage[], heap: Uint8Array): Drawn | null {
  const seen = images.filter(({ w, h, color }) => w > 0 && h > 0 && (color & 0xff) < 0xff);
  if (seen.length === 0) return null;
  const x = Math.min(...seen.map((image) => image.dst_x));
  const y = Math.min(...seen.map((image) => image.dst_y));
  const width = Math.max(...seen.map((image) => image.dst_x + image.w)) - x;
  const height = Math.max(...seen.map((image) => image.dst_y + image.h)) - y;
  // Premultiplied while it is added up, with eight bits more than are shown.
  const sums = new Uint16Array(width * height * 4);
  for (const image of seen) addImage(sums, width, { ...image, dst_x: image.dst_x - x, dst_y: image.dst_y - y }, heap);
  return { x, y, width, height, pixels: straightAlpha(sums) };
}

const FULL = 0xff00;

function addImage(sums: Uint16Array, width: number, image: AssImage, heap: Uint8Array): void {
  const { w, h, dst_x, dst_y, stride, color, bitmap } = image;
  const opacity = 255 - (color & 0xff);
  const red = ((color >>> 24) & 0xff) * 256;
  const green = ((color >>> 16) & 0xff) * 256;
  const blue = ((color >>> 8) & 0xff) * 256;
  for (let row = 0; row < h; row += 1) {
    let from = bitmap + row * stride;
    let to = ((dst_y + row) * width + dst_x) * 4;
    for (let column = 0; column < w; column += 1, from += 1, to += 4) {
      const mask = heap[from] ?? 0;
      if (mask === 0) continue;
      const share = (mask * opacity) / 65_025;
      const rest = 1 - share;
      sums[to] = (sums[to] ?? 0) * rest + red * share;
      sums[to + 1] = (sums[to + 1] ?? 0) * rest + green * share;
      sums[to + 2] = (sums[to + 2] ?? 0) * rest + blue * share;
      sums[to + 3] = (sums[to + 3] ?? 0) * rest + FULL * share;
    }
  }
}

function straightAlpha(sums: Uint16Array): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(sums.length);
  for (let at = 0; at < sums.length; at += 4) {
    const alpha = sums[at + 3] ?? 0;
    if (alpha === 0) continue;
    const back = 255 / alpha;
    pixels[at] = (sums[at] ?? 0) * back;
    pixels[at + 1] = (sums[at + 1] ?? 0) * back;
    pixels[at + 2] = (sums[at + 2] ?? 0) * back;
    pixels[at + 3] = alpha / 256;
  }
  return pixels;
}

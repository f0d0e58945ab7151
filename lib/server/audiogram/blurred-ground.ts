import type { Artwork } from './artwork.ts';
import type { Palette } from './palette.ts';

/** The artwork is made this small before it is drawn large again: that is the blur. */
const CELLS = 9;
/** Dark enough for white text on any artwork. */
const DARK = 0.34;

/** Fills the picture with the artwork, so blurred that only its colours are left, darkened. */
export function paintBlurred(pixels: Buffer, width: number, height: number, artwork: Artwork, palette: Palette): void {
  const cells = averageCells(artwork);
  const side = Math.max(width, height);
  const [left, top] = [(side - width) / 2, (side - height) / 2];
  const cell = (column: number, row: number, channel: number) => {
    const x = Math.min(CELLS - 1, Math.max(0, column));
    const y = Math.min(CELLS - 1, Math.max(0, row));
    return cells[(y * CELLS + x) * 3 + channel] ?? 0;
  };
  for (let y = 0; y < height; y += 1) {
    const v = ((y + top + 0.5) / side) * CELLS - 0.5;
    const row = Math.floor(v);
    const down = smooth(v - row);
    for (let x = 0; x < width; x += 1) {
      const u = ((x + left + 0.5) / side) * CELLS - 0.5;
      const column = Math.floor(u);
      const across = smooth(u - column);
      const at = (y * width + x) * 3;
      for (let channel = 0; channel < 3; channel += 1) {
        const upper = mix(cell(column, row, channel), cell(column + 1, row, channel), across);
        const lower = mix(cell(column, row + 1, channel), cell(column + 1, row + 1, channel), across);
        // Half of the palette's own ground in it: a white cover would else be a grey wall.
        pixels[at + channel] = Math.round(mix(mix(upper, lower, down) * DARK, palette.top[channel] ?? 0, 0.4));
      }
    }
  }
}

function averageCells({ pixels, box }: Artwork): Float64Array {
  const sums = new Float64Array(CELLS * CELLS * 3);
  const counts = new Float64Array(CELLS * CELLS);
  for (let y = 0; y < box.height; y += 2) {
    for (let x = 0; x < box.width; x += 2) {
      const index = Math.floor((y / box.height) * CELLS) * CELLS + Math.floor((x / box.width) * CELLS);
      const at = (y * box.width + x) * 3;
      counts[index] = (counts[index] ?? 0) + 1;
      for (let channel = 0; channel < 3; channel += 1) {
        sums[index * 3 + channel] = (sums[index * 3 + channel] ?? 0) + (pixels[at + channel] ?? 0);
      }
    }
  }
  return sums.map((sum, position) => sum / Math.max(1, counts[Math.floor(position / 3)] ?? 1));
}

/** An S-curve: straight lines between cells would show as a grid. */
function smooth(share: number): number {
  return share * share * (3 - 2 * share);
}

function mix(one: number, other: number, share: number): number {
  return one + (other - one) * share;
}

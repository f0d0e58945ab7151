import type { Box } from '../captions/layout.ts';
import type { Artwork } from './artwork.ts';
import { paintBlurred } from './blurred-ground.ts';
import type { AudiogramLayout } from './layout.ts';
import type { Palette } from './palette.ts';
import { roundedCoverage, roundedDistance } from './shapes.ts';

const RADIUS_SHARE = 0.07;
const PANEL_RADIUS = 40;
const SHADOW_PX = 42;
const SHADOW_DOWN_PX = 14;

/**
 * Paints the still ground of an audiogram: a gradient in the palette's colours (or the artwork itself, blurred), a
 * panel, the artwork with a shadow, and the track of the progress bar.
 *
 * @returns rgb24
 */
export function paintBackground(options: {
  width: number;
  height: number;
  artwork: Artwork | null;
  palette: Palette;
  layout: Pick<AudiogramLayout, 'artwork' | 'artworkShape' | 'panel' | 'blurredGround' | 'progress'>;
}): Buffer {
  const { width, height, artwork, palette, layout } = options;
  const { panel, progress } = layout;
  const pixels = Buffer.alloc(width * height * 3);
  if (artwork && layout.blurredGround) paintBlurred(pixels, width, height, artwork, palette);
  else paintGradient(pixels, width, height, palette);
  const isLight = palette.text[0] < 128;
  if (panel) tint(pixels, width, panel, (x, y) => (isLight ? 0.4 : 0.1) * roundedCoverage(x, y, panel, PANEL_RADIUS));
  const round = layout.artworkShape === 'circle';
  if (artwork) paintArtwork(pixels, width, artwork, round);
  else if (layout.artwork) paintStandIn(pixels, width, layout.artwork, palette, round);
  const track = isLight ? 0 : 255;
  if (progress) {
    tint(pixels, width, progress, (x, y) => 0.16 * roundedCoverage(x, y, progress, progress.height / 2), track);
  }
  return pixels;
}

/** Where an episode has no artwork and the design needs one: its shape in the palette's light. */
function paintStandIn(pixels: Buffer, width: number, box: Box, palette: Palette, round: boolean): void {
  const radius = box.width * (round ? 0.5 : RADIUS_SHARE);
  for (let y = box.y; y < box.y + box.height; y += 1) {
    for (let x = box.x; x < box.x + box.width; x += 1) {
      const cover = roundedCoverage(x, y, box, radius);
      if (cover === 0) continue;
      const down = (y - box.y) / box.height;
      const at = (y * width + x) * 3;
      for (let channel = 0; channel < 3; channel += 1) {
        const ground = pixels[at + channel] ?? 0;
        const lit = (palette.lit[channel] ?? 0) * (1 - 0.42 * down);
        pixels[at + channel] = Math.round(ground + (lit - ground) * cover);
      }
    }
  }
}

function paintGradient(pixels: Buffer, width: number, height: number, palette: Palette): void {
  const reach = Math.max(width, height) * 0.75;
  const noise = createNoise();
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const down = (y / height) * 0.85 + (x / width) * 0.15;
      const near = Math.max(0, 1 - Math.hypot(x - width * 0.92, y - height * 0.04) / reach);
      const light = 0.2 * near * near;
      // Half a step of noise: without it a dark gradient shows bands.
      const grain = noise() - 0.5;
      const at = (y * width + x) * 3;
      for (let channel = 0; channel < 3; channel += 1) {
        const top = palette.top[channel] ?? 0;
        const bottom = palette.bottom[channel] ?? 0;
        const glow = palette.glow[channel] ?? 0;
        const ground = top + (bottom - top) * down;
        pixels[at + channel] = Math.max(0, Math.min(255, Math.round(ground + (glow - ground) * light + grain)));
      }
    }
  }
}

/** The same noise every time: a render is repeatable. */
function createNoise(): () => number {
  let state = 0x2545f491;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 0x1_0000_0000;
  };
}

function paintArtwork(pixels: Buffer, width: number, artwork: Artwork, round: boolean): void {
  const { box } = artwork;
  const radius = round ? box.width / 2 : Math.round(box.width * RADIUS_SHARE);
  const shadow = { ...box, y: box.y + SHADOW_DOWN_PX };
  const around = {
    x: box.x - SHADOW_PX,
    y: box.y - SHADOW_PX,
    width: box.width + 2 * SHADOW_PX,
    height: box.height + 2 * SHADOW_PX + SHADOW_DOWN_PX,
  };
  tint(
    pixels,
    width,
    around,
    (x, y) => {
      const far = Math.max(0, roundedDistance(x, y, shadow, radius)) / SHADOW_PX;
      return far >= 1 ? 0 : 0.5 * (1 - far) ** 2;
    },
    0,
  );
  const inner = { x: box.x + 2, y: box.y + 2, width: box.width - 4, height: box.height - 4 };
  for (let row = 0; row < box.height; row += 1) {
    for (let column = 0; column < box.width; column += 1) {
      const [x, y] = [box.x + column, box.y + row];
      const cover = roundedCoverage(x, y, box, radius);
      const edge = 0.2 * (1 - roundedCoverage(x, y, inner, radius - 2));
      const at = (y * width + x) * 3;
      const from = (row * box.width + column) * 3;
      for (let channel = 0; channel < 3; channel += 1) {
        const color = artwork.pixels[from + channel] ?? 0;
        const rimmed = color + (255 - color) * edge;
        const ground = pixels[at + channel] ?? 0;
        pixels[at + channel] = Math.round(ground + (rimmed - ground) * cover);
      }
    }
  }
}

/** Mixes white (or another grey) into a box by the given amount of each pixel. */
function tint(pixels: Buffer, width: number, box: Box, amount: (x: number, y: number) => number, grey = 255): void {
  const height = pixels.length / 3 / width;
  for (let y = Math.max(0, box.y); y < Math.min(height, box.y + box.height); y += 1) {
    for (let x = Math.max(0, box.x); x < Math.min(width, box.x + box.width); x += 1) {
      const share = amount(x, y);
      if (share <= 0) continue;
      const at = (y * width + x) * 3;
      for (let channel = 0; channel < 3; channel += 1) {
        const value = pixels[at + channel] ?? 0;
        pixels[at + channel] = Math.round(value + (grey - value) * share);
      }
    }
  }
}

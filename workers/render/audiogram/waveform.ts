import { COLORS, type Rgb } from '../captions/ass.ts';
import type { Box } from '../layout.ts';

/** Loudness values a second that the moving waveform is drawn from. */
export const LEVELS_PER_SECOND = 50;

const BAR = 10;
const PITCH = 18;
const BARS_PER_SECOND = 9;
/** Where "now" is: a little left of the middle, so that what comes has room. */
const PLAYHEAD = 0.46;
const FADE_PX = 90;

/** The part of the picture that moves: waveform and progress bar in one strip. */
export interface Strip {
  readonly box: Box;
  /** rgb24, still: the colours that the moving mask lets through. */
  readonly colors: Buffer;
  /** Draws the mask (gray8) of the frame at this time. The buffer is used again for the next. */
  frame(timeMs: number): Buffer;
}

/** Prepares the strip. `levels` are `LEVELS_PER_SECOND` values 0-1. */
export function createStrip(options: {
  wave: Box;
  progress: Box;
  levels: readonly number[];
  durationMs: number;
}): Strip {
  const { wave, progress, levels, durationMs } = options;
  const box = even({ x: wave.x, y: wave.y, width: wave.width, height: progress.y + progress.height - wave.y });
  const mask = Buffer.alloc(box.width * box.height);
  const bars = barHeights(levels, durationMs);
  const playheadPx = Math.round(wave.width * PLAYHEAD);
  const barArea = { top: 0, height: wave.height };
  const progressTop = progress.y - wave.y;

  return {
    box,
    colors: stripColors(box, wave.height, playheadPx),
    frame(timeMs) {
      mask.fill(0);
      const position = (timeMs / 1000) * BARS_PER_SECOND;
      const first = Math.floor(position - playheadPx / PITCH) - 1;
      const last = Math.ceil(position + (wave.width - playheadPx) / PITCH) + 1;
      for (let bar = first; bar <= last; bar += 1) {
        const left = playheadPx + (bar - position) * PITCH;
        const outside = bar < 0 || bar >= bars.length;
        drawBar(mask, box.width, barArea, left, outside ? 0 : (bars[bar] ?? 0), outside ? 0.35 : 1);
      }
      const done = Math.min(1, Math.max(0, timeMs / durationMs)) * progress.width;
      drawProgress(mask, box.width, progressTop, progress.height, Math.max(progress.height, done));
      return mask;
    },
  };
}

/** Even sides and corners: chroma is stored for two by two pixels. */
function even(box: Box): Box {
  return { x: box.x & ~1, y: box.y & ~1, width: (box.width + 1) & ~1, height: (box.height + 1) & ~1 };
}

/** One height 0-1 a bar: loud enough to dance, scaled to the clip's own loud parts. */
function barHeights(levels: readonly number[], durationMs: number): number[] {
  const count = Math.max(1, Math.ceil((durationMs / 1000) * BARS_PER_SECOND));
  const sorted = levels.toSorted((a, b) => a - b);
  const loud = Math.max(0.003, sorted[Math.floor((sorted.length - 1) * 0.95)] ?? 0);
  return Array.from({ length: count }, (_, bar) => {
    const from = Math.floor((bar * LEVELS_PER_SECOND) / BARS_PER_SECOND);
    const to = Math.max(from + 1, Math.floor(((bar + 1) * LEVELS_PER_SECOND) / BARS_PER_SECOND));
    const part = levels.slice(from, to);
    const mean = part.reduce((sum, level) => sum + level, 0) / Math.max(1, part.length);
    return Math.min(1, mean / loud) ** 0.8;
  });
}

function drawBar(
  mask: Buffer,
  stride: number,
  area: { top: number; height: number },
  left: number,
  level: number,
  strength: number,
): void {
  const height = BAR + level * (area.height - BAR);
  const top = area.top + (area.height - height) / 2;
  const radius = BAR / 2;
  const centerX = left + radius;
  for (let x = Math.max(0, Math.floor(left)); x < Math.min(stride, Math.ceil(left + BAR)); x += 1) {
    const fade = Math.min(1, (x + 1) / FADE_PX, (stride - x) / FADE_PX) * strength * 255;
    const across = Math.abs(x + 0.5 - centerX);
    const side = Math.min(1, Math.max(0, radius + 0.5 - across));
    const from = Math.max(0, Math.floor(top));
    const to = Math.min(area.top + area.height, Math.ceil(top + height));
    for (let y = from; y < to; y += 1) {
      const middle = y + 0.5;
      const beyond = Math.max(top + radius - middle, middle - (top + height - radius), 0);
      const cover = beyond === 0 ? side : Math.min(1, Math.max(0, radius + 0.5 - Math.hypot(across, beyond)));
      if (cover > 0) mask[y * stride + x] = Math.round(cover * fade);
    }
  }
}

function drawProgress(mask: Buffer, stride: number, top: number, height: number, width: number): void {
  const radius = height / 2;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < Math.min(stride, Math.ceil(width)); x += 1) {
      const beyond = Math.max(radius - x - 0.5, x + 0.5 - (width - radius), 0);
      const cover = Math.min(1, Math.max(0, radius + 0.5 - Math.hypot(beyond, Math.abs(y + 0.5 - radius))));
      mask[(top + y) * stride + x] = Math.round(cover * 255);
    }
  }
}

/** Lit left of now, pale right of it; the progress bar is lit all along. */
function stripColors(box: Box, waveHeight: number, playheadPx: number): Buffer {
  const colors = Buffer.alloc(box.width * box.height * 3);
  const pale: Rgb = [0xb4, 0xac, 0xa6];
  for (let y = 0; y < box.height; y += 1) {
    for (let x = 0; x < box.width; x += 1) {
      const color = y >= waveHeight || x < playheadPx ? COLORS.lit : pale;
      colors.set(color, (y * box.width + x) * 3);
    }
  }
  return colors;
}

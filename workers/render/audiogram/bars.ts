import { LEVELS_PER_SECOND } from '#lib/server/media/cut-sound.ts';

/** How loud the loud parts of a clip are: what the bars are measured by. */
export function loudLevel(levels: readonly number[]): number {
  const sorted = levels.toSorted((a, b) => a - b);
  return Math.max(0.003, sorted[Math.floor((sorted.length - 1) * 0.95)] ?? 0);
}

/** `count` heights 0-1 over the whole clip: loud enough to dance, scaled to the clip's own loud parts. */
export function barHeights(levels: readonly number[], count: number, durationMs: number): number[] {
  const loud = loudLevel(levels);
  const perBar = (durationMs / 1000 / count) * LEVELS_PER_SECOND;
  return Array.from({ length: count }, (_, bar) => {
    const from = Math.floor(bar * perBar);
    const to = Math.max(from + 1, Math.floor((bar + 1) * perBar));
    const part = levels.slice(from, to);
    const mean = part.reduce((sum, level) => sum + level, 0) / Math.max(1, part.length);
    return Math.min(1, mean / loud) ** 0.8;
  });
}

/** Draws an upright bar with round ends into a mask (gray8). `strengthAt` is 0-1 for each column. */
export function drawBar(
  mask: Buffer,
  stride: number,
  area: { top: number; height: number },
  bar: { left: number; width: number; level: number },
  strengthAt: (x: number) => number,
): void {
  const { left, width, level } = bar;
  const height = width + level * (area.height - width);
  const top = area.top + (area.height - height) / 2;
  const radius = width / 2;
  const centerX = left + radius;
  for (let x = Math.max(0, Math.floor(left)); x < Math.min(stride, Math.ceil(left + width)); x += 1) {
    const strength = strengthAt(x) * 255;
    const across = Math.abs(x + 0.5 - centerX);
    const side = Math.min(1, Math.max(0, radius + 0.5 - across));
    const from = Math.max(0, Math.floor(top));
    const to = Math.min(area.top + area.height, Math.ceil(top + height));
    for (let y = from; y < to; y += 1) {
      const middle = y + 0.5;
      const beyond = Math.max(top + radius - middle, middle - (top + height - radius), 0);
      const cover = beyond === 0 ? side : Math.min(1, Math.max(0, radius + 0.5 - Math.hypot(across, beyond)));
      if (cover > 0) mask[y * stride + x] = Math.round(cover * strength);
    }
  }
}

import { barHeights, drawBar } from './bars.ts';
import { evenBox, paintColors, type Strip, type StripOptions } from './strip.ts';

const BAR = 10;
const PITCH = 18;
const BARS_PER_SECOND = 9;
/** Where "now" is: a little left of the middle, so that what comes has room. */
const PLAYHEAD = 0.46;
const FADE_PX = 90;

/** Bars that pass by with the voice, over a progress bar. */
export function createPassingBars({ wave, progress, levels, durationMs, colors }: StripOptions): Strip {
  const height = progress ? progress.y + progress.height - wave.y : wave.height;
  const box = evenBox({ x: wave.x, y: wave.y, width: wave.width, height });
  const mask = Buffer.alloc(box.width * box.height);
  const bars = barHeights(levels, Math.max(1, Math.ceil((durationMs / 1000) * BARS_PER_SECOND)), durationMs);
  const playheadPx = Math.round(wave.width * PLAYHEAD);
  const area = { top: 0, height: wave.height };

  return {
    box,
    // Lit left of now, pale right of it; the progress bar is lit all along.
    colors: paintColors(box, (x, y) => (y >= wave.height || x < playheadPx ? colors.lit : colors.pale)),
    frame(timeMs) {
      mask.fill(0);
      const position = (timeMs / 1000) * BARS_PER_SECOND;
      const first = Math.floor(position - playheadPx / PITCH) - 1;
      const last = Math.ceil(position + (wave.width - playheadPx) / PITCH) + 1;
      for (let bar = first; bar <= last; bar += 1) {
        const left = playheadPx + (bar - position) * PITCH;
        const outside = bar < 0 || bar >= bars.length;
        const strength = outside ? 0.35 : 1;
        drawBar(
          mask,
          box.width,
          area,
          { left, width: BAR, level: outside ? 0 : (bars[bar] ?? 0) },
          (x) => Math.min(1, (x + 1) / FADE_PX, (box.width - x) / FADE_PX) * strength,
        );
      }
      if (progress) {
        const done = Math.min(1, Math.max(0, timeMs / durationMs)) * progress.width;
        drawProgress(mask, box.width, progress.y - wave.y, progress.height, Math.max(progress.height, done));
      }
      return mask;
    },
  };
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

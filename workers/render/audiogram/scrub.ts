import { barHeights, drawBar } from './bars.ts';
import { evenBox, paintColors, type Strip, type StripOptions } from './strip.ts';

const BAR = 6;
const PITCH = 10;
/** How much is seen of what was not played yet. */
const AHEAD = 0.3;

/** The waveform of the whole clip, as players show it: it stands still and fills up. */
export function createScrub({ wave, levels, durationMs, colors }: StripOptions): Strip {
  const box = evenBox(wave);
  const mask = Buffer.alloc(box.width * box.height);
  const count = Math.max(1, Math.floor((wave.width + PITCH - BAR) / PITCH));
  const bars = barHeights(levels, count, durationMs);
  const area = { top: 0, height: wave.height };
  return {
    box,
    colors: paintColors(box, () => colors.lit),
    frame(timeMs) {
      mask.fill(0);
      const playedPx = Math.min(1, Math.max(0, timeMs / durationMs)) * wave.width;
      for (const [bar, level] of bars.entries()) {
        drawBar(mask, box.width, area, { left: bar * PITCH, width: BAR, level }, (x) =>
          Math.min(1, Math.max(AHEAD, playedPx - x)),
        );
      }
      return mask;
    },
  };
}

import { DISC_SHARE, RING_GAP } from '#lib/server/audiogram/designs/circle.ts';
import { LEVELS_PER_SECOND } from '#lib/server/media/cut-sound.ts';
import { loudLevel } from './bars.ts';
import { evenBox, paintColors, type Strip, type StripOptions } from './strip.ts';

const BARS = 88;
/** Of the room that a bar has on the inner circle. */
const BAR_SHARE = 0.52;
/** How long a sound takes from the top of the ring to its foot, on both sides. */
const TRAVEL_SECONDS = 0.7;
/** Bars that the clip has not come to yet are seen this much. */
const AHEAD = 0.38;

/** One pixel of the ring: which bar it belongs to, how far out it is, and how far beside the bar's middle. */
interface Cell {
  readonly at: number;
  readonly bar: number;
  readonly out: number;
  readonly cover: number;
}

/** Bars around a disc that grow with the voice and light up clockwise as the clip goes on. */
export function createRing({ wave, levels, durationMs, colors }: StripOptions): Strip {
  const box = evenBox(wave);
  const mask = Buffer.alloc(box.width * box.height);
  const outer = wave.width / 2;
  const inner = outer * (DISC_SHARE + RING_GAP);
  const cells = cellsOf(box.width, inner, outer);
  const loud = loudLevel(levels);
  const length = outer - inner;
  const reach = new Float64Array(BARS);
  const strength = new Float64Array(BARS);
  return {
    box,
    colors: paintColors(box, () => colors.lit),
    frame(timeMs) {
      mask.fill(0);
      const played = (timeMs / durationMs) * BARS;
      for (let bar = 0; bar < BARS; bar += 1) {
        const fromTop = Math.min(bar, BARS - bar) / (BARS / 2);
        const level = levelAt(levels, timeMs / 1000 - fromTop * TRAVEL_SECONDS) / loud;
        // Neighbours differ a little, so that it looks like sound and not like a balloon.
        const uneven = 0.72 + 0.28 * Math.abs(Math.sin(bar * 2.4 + timeMs / 260));
        reach[bar] = 3 + Math.min(1, level) ** 0.8 * uneven * (length - 6);
        strength[bar] = Math.min(1, Math.max(AHEAD, played - bar)) * 255;
      }
      for (const { at, bar, out, cover } of cells) {
        const tip = Math.min(1, (reach[bar] ?? 0) - out + 0.5);
        if (tip > 0) mask[at] = tip * cover * (strength[bar] ?? 0);
      }
      return mask;
    },
  };
}

/** Smoothed over 60 ms; silence before the start. */
function levelAt(levels: readonly number[], seconds: number): number {
  const at = Math.round(seconds * LEVELS_PER_SECOND);
  let sum = 0;
  for (let near = at - 1; near <= at + 1; near += 1) sum += levels[near] ?? 0;
  return sum / 3;
}

function cellsOf(side: number, inner: number, outer: number): Cell[] {
  const cells: Cell[] = [];
  const step = (2 * Math.PI) / BARS;
  const half = (inner * step * BAR_SHARE) / 2;
  const center = side / 2;
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) {
      const [dx, dy] = [x + 0.5 - center, y + 0.5 - center];
      const radius = Math.hypot(dx, dy);
      if (radius < inner - half || radius > outer) continue;
      // Clockwise from the top.
      const angle = (Math.atan2(dx, -dy) + 2 * Math.PI) % (2 * Math.PI);
      const bar = Math.round(angle / step) % BARS;
      const off = angle - Math.round(angle / step) * step;
      const across = Math.abs(Math.sin(off)) * radius;
      const out = Math.cos(off) * radius - inner;
      const beyond = out < 0 ? Math.hypot(across, out) : across;
      const cover = Math.min(1, Math.max(0, half + 0.5 - beyond));
      if (cover > 0) cells.push({ at: y * side + x, bar, out: Math.max(0, out), cover });
    }
  }
  return cells;
}

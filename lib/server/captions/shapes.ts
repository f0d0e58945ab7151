import { type AssEvent, assAlpha, assColor, COLORS, type Rgb } from './ass.ts';
import { joinWords } from './caption-text.ts';
import type { Box } from './layout.ts';
import type { PlacedCue } from './look.ts';
import type { Face } from './text/fonts.ts';

/** How far a cubic curve's handles reach for a quarter of a circle. */
const QUARTER = 0.5523;

/** A rounded rectangle as an ASS drawing. */
export function roundedShape(options: {
  startMs: number;
  endMs: number;
  box: Box;
  radius: number;
  color: Rgb;
  transparency: number;
  more?: string;
}): AssEvent {
  const { startMs, endMs, box, color, transparency, more = '' } = options;
  const { width: w, height: h } = box;
  const r = Math.min(options.radius, w / 2, h / 2);
  const k = r * (1 - QUARTER);
  const n = (value: number) => Math.round(value * 10) / 10;
  const path = [
    `m ${n(r)} 0 l ${n(w - r)} 0 b ${n(w - k)} 0 ${n(w)} ${n(k)} ${n(w)} ${n(r)}`,
    `l ${n(w)} ${n(h - r)} b ${n(w)} ${n(h - k)} ${n(w - k)} ${n(h)} ${n(w - r)} ${n(h)}`,
    `l ${n(r)} ${n(h)} b ${n(k)} ${n(h)} 0 ${n(h - k)} 0 ${n(h - r)}`,
    `l 0 ${n(r)} b 0 ${n(k)} ${n(k)} 0 ${n(r)} 0`,
  ].join(' ');
  const tags = `\\an7\\pos(${n(box.x)},${n(box.y)})\\bord0\\shad0${assColor(color)}${assAlpha(transparency)}${more}`;
  return { startMs, endMs, layer: 0, style: 'CaptionShape', text: `{${tags}\\p1}${path}{\\p0}` };
}

/** A dark band behind each line of a cue. @param faceOf what draws a line */
export function bandEvents(placed: PlacedCue, faceOf: (line: string, face: Face) => Face): AssEvent[] {
  const { cue, place, look, rules, emPx, rows } = placed;
  const height = emPx * (1.18 + 2 * rules.padY);
  return cue.lines.map((line, row) => {
    const text = joinWords(line.map((word) => word.text));
    const width = faceOf(text, look.face).width(text, emPx) + 2 * rules.padX * emPx;
    const x = place.align === 'center' ? place.x - width / 2 : place.x;
    const box = { x, y: (rows[row] ?? 0) - height / 2, width, height };
    const { startMs, endMs } = cue;
    return roundedShape({ startMs, endMs, box, radius: emPx * 0.22, color: COLORS.ink, transparency: 0.14 });
  });
}

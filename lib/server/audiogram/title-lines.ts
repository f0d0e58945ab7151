import { assText } from '../captions/caption-text.ts';
import { LINE_HEIGHT } from '../captions/layout.ts';
import type { Face } from '../captions/text/fonts.ts';
import { fitLines } from '../captions/text/text-lines.ts';
import type { AudiogramLayout } from './layout.ts';

/** A title stays a title: not smaller than this share of its size, not more lines than this. */
const SMALLEST = 0.7;
const MOST_LINES = 4;
const STEP = 0.05;

/**
 * The title's lines and the size at which they fit. A long title becomes smaller, with the lines that its place
 * then holds; then it takes one line more, where what is below leaves room; only then it is cut, after a word.
 *
 * @param top of the first line, in pixels
 */
export function titleLines(
  text: string,
  { title, caption, wave }: AudiogramLayout,
  face: Face,
  top: number,
): { emPx: number; lines: string[] } {
  const whole = assText(text).split(' ').filter(Boolean).join(' ');
  const captionTop = caption.centerY - caption.emPx * 1.25;
  const floor = wave.y > title.y ? Math.min(captionTop, wave.y) : captionTop;
  const linesAt = (scale: number) => Math.min(MOST_LINES, Math.max(title.maxLines, Math.floor(title.maxLines / scale)));
  const tryAt = (scale: number, maxLines: number) => {
    const emPx = Math.round(title.emPx * scale);
    return { emPx, lines: fitLines(text, face, emPx, title.width, maxLines) };
  };
  for (let scale = 1; scale > SMALLEST - STEP / 2; scale -= STEP) {
    const found = tryAt(scale, linesAt(scale));
    if (found.lines.join(' ') === whole) return found;
  }
  const more = Math.min(MOST_LINES, linesAt(SMALLEST) + 1);
  const hasRoom = top + more * Math.round(title.emPx * SMALLEST) * LINE_HEIGHT <= floor;
  return tryAt(SMALLEST, hasRoom ? more : linesAt(SMALLEST));
}

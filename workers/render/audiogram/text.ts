import { type AssEvent, type AssStyle, assAlpha } from '../captions/ass.ts';
import { inFace } from '../captions/draw-lines.ts';
import { LINE_HEIGHT } from '../layout.ts';
import { type Face, type Faces, facesFor } from '../text/fonts.ts';
import { fitLines } from '../text/text-lines.ts';
import type { AudiogramLayout } from './layout.ts';
import { titleLines } from './title-lines.ts';

/** The still texts of an audiogram: whose show it is, and what the clip says. */
export function audiogramTexts(
  texts: { show: string; title: string },
  layout: AudiogramLayout,
  faces: Faces,
  durationMs: number,
): { styles: AssStyle[]; events: AssEvent[]; faces: Set<Face> } {
  const { show, title } = layout;
  const events: AssEvent[] = [];
  const put = (style: string, x: number, y: number, overrides: string, text: string) =>
    events.push({
      startMs: 0,
      endMs: durationMs + 1000,
      layer: 0,
      style,
      text: `{\\an7\\pos(${x},${y})${overrides}}${text}`,
    });
  const showLines = fitLines(texts.show, faces.show, show.emPx, show.width, 1);
  for (const line of showLines) put('Show', show.x, show.y, assAlpha(0.35), drawn(line, faces.show, show.emPx));
  // Without a show's name the title moves up to where it would stand.
  const top = showLines.length > 0 ? title.y : show.y;
  const { emPx, lines } = titleLines(texts.title, layout, faces.title, top);
  for (const [row, line] of lines.entries()) {
    put('Title', title.x, Math.round(top + row * emPx * LINE_HEIGHT), '', drawn(line, faces.title, emPx));
  }
  return {
    styles: [
      { name: 'Show', family: faces.show.family, size: faces.show.assSize(show.emPx), outline: 0, shadow: 0 },
      { name: 'Title', family: faces.title.family, size: faces.title.assSize(emPx), outline: 0, shadow: 0 },
    ],
    events,
    faces: new Set([...facesFor(faces.show, showLines), ...facesFor(faces.title, lines)]),
  };
}

/** A line of which each word is in the face that has it. */
function drawn(line: string, face: Face, emPx: number): string {
  return line
    .split(' ')
    .map((word) => inFace(word, face, emPx))
    .join(' ');
}

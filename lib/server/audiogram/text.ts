import { type AssEvent, type AssStyle, assAlpha, assColor, COLORS, type Rgb } from '../captions/ass.ts';
import { assText } from '../captions/caption-text.ts';
import { LINE_HEIGHT } from '../captions/layout.ts';
import { type Face, type Faces, facesFor, lettersWithoutFont } from '../captions/text/fonts.ts';
import { stillLine, stillStyle } from '../captions/text/still-text.ts';
import { fitLines } from '../captions/text/text-lines.ts';
import type { AudiogramLayout, TextPlace } from './layout.ts';
import { titleLines } from './title-lines.ts';

/** The still texts of an audiogram: whose show it is, who speaks, and what the clip says. */
export function audiogramTexts(
  texts: { show: string; speaker: string; title: string },
  layout: AudiogramLayout,
  look: { faces: Faces; text: Rgb; hasArtwork: boolean },
  durationMs: number,
): { styles: AssStyle[]; events: AssEvent[]; faces: Set<Face>; missing: Set<string> } {
  const { show, title } = layout;
  const { faces, text: color } = look;
  const events: AssEvent[] = [];
  const put = (style: string, overrides: string, text: string) =>
    events.push({ startMs: 0, endMs: durationMs + 1000, layer: 0, style, text: `{${overrides}}${text}` });
  const above = [texts.show, texts.speaker].filter((part) => part.trim() !== '').join(' \u00b7 ');
  const showLines = fitLines(above, faces.show, show.emPx, show.width, 1);
  for (const line of showLines) {
    put('Show', `${at(show, show.y)}${assColor(color)}${assAlpha(0.3)}`, stillLine(line, faces.show, show.emPx));
  }
  // Without a show's name the title moves up to where it would stand.
  const top = showLines.length > 0 ? title.y : show.y;
  const { emPx, lines } = titleLines(texts.title, layout, faces.title, top);
  for (const [row, line] of lines.entries()) {
    const y = Math.round(top + row * emPx * LINE_HEIGHT);
    put('Title', `${at(title, y)}${assColor(color)}`, stillLine(line, faces.title, emPx));
  }
  const { box, letter } = initialOf(texts, layout, look.hasArtwork);
  const initialPx = box ? box.width * 0.5 : 1;
  if (box) {
    const middle = `\\an5\\pos(${Math.round(box.x + box.width / 2)},${Math.round(box.y + box.height / 2)})`;
    put('Initial', `${middle}${assColor(COLORS.ink)}`, stillLine(letter, faces.title, initialPx));
  }
  return {
    styles: [
      stillStyle('Show', faces.show, show.emPx),
      stillStyle('Title', faces.title, emPx),
      stillStyle('Initial', faces.title, initialPx),
    ],
    events,
    missing: lettersWithoutFont(faces.show, showLines).union(lettersWithoutFont(faces.title, [...lines, letter])),
    faces: new Set([...facesFor(faces.show, showLines), ...facesFor(faces.title, [...lines, letter])]),
  };
}

/** On the shape that stands for an artwork: the first letter of the show. */
function initialOf(texts: { show: string; title: string }, { artwork }: AudiogramLayout, has: boolean) {
  const letter = /\p{L}|\p{N}/u.exec(assText(texts.show || texts.title))?.[0]?.toLocaleUpperCase() ?? '';
  return { box: has || letter === '' ? null : artwork, letter };
}

function at(place: TextPlace, y: number): string {
  return `\\an${place.align === 'center' ? 8 : 7}\\pos(${place.x},${y})`;
}

import { type AssEvent, assAlpha, assColor, assScript, type Rgb } from '#lib/server/captions/ass.ts';
import { LINE_HEIGHT } from '#lib/server/captions/layout.ts';
import { type Face, type Faces, facesFor } from '#lib/server/captions/text/fonts.ts';
import { stillLine, stillStyle } from '#lib/server/captions/text/still-text.ts';
import { fitLines } from '#lib/server/captions/text/text-lines.ts';
import { ASPECT_SIZES, type Aspect } from '#lib/shared/states.ts';
import type { Card } from '#lib/shared/styles/brand.ts';
import { SAFE_BOXES } from '#lib/shared/styles/safe-boxes.ts';

/** Sizes as shares of the picture's shorter side. */
const TITLE = 0.085;
const TEXT = 0.04;

/** The words of the cards, in the middle of the safe box. */
export function cardScript(options: {
  aspect: Aspect;
  cards: readonly { card: Card; startMs: number; endMs: number }[];
  faces: Faces;
  color: Rgb;
}): { script: string; faces: Set<Face> } {
  const { aspect, cards, faces, color } = options;
  const size = ASPECT_SIZES[aspect];
  const unit = Math.min(size.width, size.height);
  const safe = SAFE_BOXES[aspect];
  const [titlePx, textPx] = [Math.round(unit * TITLE), Math.round(unit * TEXT)];
  // In the middle of the picture, so that the narrower side of the safe box decides.
  const width = 2 * Math.min(size.width / 2 - safe.x, safe.x + safe.width - size.width / 2);
  const used = new Set<Face>();
  const events = cards.flatMap(({ card, startMs, endMs }): AssEvent[] => {
    const titles = fitLines(card.title, faces.title, titlePx, width, 3);
    const texts = fitLines(card.text, faces.show, textPx, width, 2);
    const height =
      titles.length * titlePx * LINE_HEIGHT + (texts.length > 0 ? textPx : 0) + texts.length * textPx * LINE_HEIGHT;
    let y = Math.round(safe.y + (safe.height - height) / 2);
    const put = (style: string, face: Face, emPx: number, line: string, tags: string): AssEvent => {
      const text = stillLine(line, face, emPx);
      const event = { startMs, endMs, layer: 0, style, text: `{\\an8\\pos(${size.width / 2},${y})${tags}}${text}` };
      y += Math.round(emPx * LINE_HEIGHT);
      return event;
    };
    for (const face of [...facesFor(faces.title, titles), ...facesFor(faces.show, texts)]) used.add(face);
    const title = titles.map((line) => put('Title', faces.title, titlePx, line, assColor(color)));
    y += textPx;
    return [...title, ...texts.map((line) => put('Text', faces.show, textPx, line, assColor(color) + assAlpha(0.25)))];
  });
  const styles = [stillStyle('Title', faces.title, titlePx), stillStyle('Text', faces.show, textPx)];
  return { script: assScript(size, styles, events), faces: used };
}

import { type AssEvent, assAlpha, assColor, COLORS, type Rgb } from './ass.ts';
import { gapBetween } from './caption-text.ts';
import { edgeTags, inFace, UPCOMING_TRANSPARENCY } from './draw-lines.ts';
import type { PlacedCue } from './look.ts';
import { litMoments } from './moments.ts';
import { roundedShape } from './shapes.ts';
import { POP_GROWTH } from './styles.ts';

const GROW_MS = 80;

interface PlacedWord {
  readonly text: string;
  readonly centerX: number;
  readonly y: number;
  readonly width: number;
}

/** Captions of which each word has a place of its own: it can grow, or have a box, and the others stand still. */
export function wordEvents(placed: PlacedCue): AssEvent[] {
  const { cue, look, place } = placed;
  const words = placeWords(placed);
  const moments = litMoments(cue);
  const dims = place.ground === 'calm';
  return words.flatMap((word, position) => {
    const mine = moments.find((moment) => moment.spoken === position && moment.lit);
    const from = mine?.startMs ?? cue.startMs;
    const to = mine?.endMs ?? cue.startMs;
    const still = (startMs: number, endMs: number, transparency: number): AssEvent =>
      wordEvent(placed, word, startMs, endMs, `${assColor(look.text)}${assAlpha(transparency)}`);
    const before = still(cue.startMs, from, dims ? UPCOMING_TRANSPARENCY : 0);
    const after = still(to, cue.endMs, 0);
    return [before, ...spoken(placed, word, from, to), after];
  });
}

function spoken(placed: PlacedCue, word: PlacedWord, startMs: number, endMs: number): AssEvent[] {
  const { look, rules, emPx } = placed;
  if (look.style === 'box') {
    const height = emPx * (1.06 + 2 * rules.padY);
    const width = word.width + 2 * (rules.padX - 0.05) * emPx;
    const box = { x: word.centerX - width / 2, y: word.y - height / 2, width, height };
    const shape = roundedShape({ startMs, endMs, box, radius: emPx * 0.2, color: look.lit, transparency: 0 });
    const color = assColor(readableOn(look.lit));
    return [shape, wordEvent(placed, word, startMs, endMs, `${color}${assAlpha(0)}\\bord0\\shad0\\blur0`)];
  }
  const percent = Math.round(growthOf(placed, word) * 100);
  const grow = `\\t(0,${GROW_MS},\\fscx${percent}\\fscy${percent})`;
  return [wordEvent(placed, word, startMs, endMs, `${assColor(look.lit)}${assAlpha(0)}${grow}`, 2)];
}

/** A long word grows less: it would touch its neighbours. */
function growthOf({ emPx, rules }: PlacedCue, word: PlacedWord): number {
  return Math.min(POP_GROWTH, 1 + (2 * rules.padX * emPx) / Math.max(1, word.width));
}

function wordEvent(
  placed: PlacedCue,
  word: PlacedWord,
  startMs: number,
  endMs: number,
  tags: string,
  layer = 1,
): AssEvent {
  const { look, emPx } = placed;
  const prefix = `\\an5\\pos(${Math.round(word.centerX)},${word.y})${edgeTags(placed)}${tags}`;
  const text = `{${prefix}}${inFace(word.text, look.face, emPx)}`;
  return { startMs, endMs, layer, style: 'Caption', text };
}

function placeWords(placed: PlacedCue): PlacedWord[] {
  const { cue, place, look, rules, emPx, rows } = placed;
  return cue.lines.flatMap((line, row) => {
    const widths = line.map((word) => look.face.width(word.text, emPx));
    const more = emPx * rules.gap;
    const gaps = line.map((word, at) => {
      const previous = line[at - 1];
      return previous ? look.face.width(gapBetween(previous.text, word.text), emPx) + more : 0;
    });
    const total = [...widths, ...gaps].reduce((sum, width) => sum + width, 0);
    let x = place.align === 'center' ? place.x - total / 2 : place.x + Math.ceil(emPx * rules.padX);
    return line.map((word, at) => {
      const width = widths[at] ?? 0;
      x += gaps[at] ?? 0;
      const centerX = x + width / 2;
      x += width;
      return { text: word.text, centerX, y: rows[row] ?? 0, width };
    });
  });
}

/** Dark or white letters, whichever reads better on this colour. */
export function readableOn([red, green, blue]: Rgb): Rgb {
  return 0.299 * red + 0.587 * green + 0.114 * blue > 140 ? COLORS.ink : COLORS.text;
}

import { type AssEvent, assAlpha, assColor } from './ass.ts';
import { gapBetween, isRightToLeft, joinWords } from './caption-text.ts';
import { keywordOf } from './keywords.ts';
import type { PlacedCue } from './look.ts';
import { litMoments } from './moments.ts';
import { rightToLeftRuns } from './right-to-left.ts';
import { bandEvents } from './shapes.ts';
import type { Face } from './text/fonts.ts';

/** How little is seen of words that come. */
export const UPCOMING_TRANSPARENCY = 0.55;
/** How long a word of `story` takes to appear. */
const APPEAR_MS = 140;

/** Captions of which each line is one text: nothing in it moves. */
export function lineEvents(placed: PlacedCue): AssEvent[] {
  switch (placed.look.style) {
    case 'minimal':
      return steady(placed, '\\fad(70,50)', () => '');
    case 'duo':
      return keyworded(placed);
    case 'story':
      return appearing(placed);
    case 'band':
      return [...bandEvents(placed, lineFace), ...lighting(placed)];
    default:
      return lighting(placed);
  }
}

/** Lines that are read from the right: one run each, ordered and joined by libass itself. */
export function wholeLineEvents(placed: PlacedCue): AssEvent[] {
  const { cue, look } = placed;
  const ground = look.style === 'band' || look.style === 'box' ? bandEvents(placed, lineFace) : [];
  const lines = cue.lines.flatMap((line, row): AssEvent[] => {
    const text = joinWords(line.map((word) => word.text));
    const face = lineFace(text, look.face);
    if (isRightToLeft(text) && face === look.face) return runEvents(placed, text, row);
    const font = face === look.face ? '' : `\\fn${face.family}\\fs${face.assSize(placed.emPx)}`;
    const prefix = `${placement(placed, row)}${font}${assColor(look.text)}`;
    return [{ startMs: cue.startMs, endMs: cue.endMs, layer: 1, style: 'CaptionWhole', text: `{${prefix}}${text}` }];
  });
  return [...ground, ...lines];
}

/** A line of which each part has a face, and a place, of its own. */
function runEvents(placed: PlacedCue, text: string, row: number): AssEvent[] {
  const { cue, look, place, rules, emPx } = placed;
  const runs = rightToLeftRuns(text, look.face, emPx);
  const width = Math.max(0, ...runs.map((run) => run.fromRight + run.width));
  const right = place.align === 'center' ? place.x + width / 2 : place.x + Math.ceil(emPx * rules.padX) + width;
  return runs.map((run) => {
    const at = `\\an6\\pos(${Math.round(right - run.fromRight)},${placed.rows[row] ?? 0})${edgeTags(placed)}`;
    const font = `\\fn${run.face.family}\\fs${run.face.assSize(emPx)}`;
    return {
      ...{ startMs: cue.startMs, endMs: cue.endMs, layer: 1, style: 'CaptionWhole' },
      text: `{${at}${font}${assColor(look.text)}}${run.text}`,
    };
  });
}

/** A line that is read from the right is one run where one face can draw all of it: that one, else the given one. */
export function lineFace(text: string, face: Face): Face {
  if (!isRightToLeft(text)) return face;
  const letters = text.replaceAll(' ', '');
  const own = face.faceOf(letters);
  return [...letters].every((letter) => own.has(letter.codePointAt(0) ?? 0)) ? own : face;
}

/** Where a line stands, and its size where that is not the style's. */
export function placement(placed: PlacedCue, row: number): string {
  const { place, rules, emPx } = placed;
  const side = place.align === 'left' ? Math.ceil(emPx * rules.padX) : 0;
  return `\\an${place.align === 'center' ? 5 : 4}\\pos(${place.x + side},${placed.rows[row] ?? 0})${edgeTags(placed)}`;
}

/** Soft edges over a moving picture; where a cue is smaller than its style, its size, with all that goes by size. */
export function edgeTags({ place, look, rules, emPx, isSmaller }: PlacedCue): string {
  const soft = place.ground === 'picture' && rules.blur > 0 ? `\\blur${rules.blur}` : '';
  if (!isSmaller) return soft;
  const edge = place.ground === 'picture' ? emPx : 0;
  const tenths = (value: number) => Math.round(value * 10) / 10;
  const border = `\\bord${tenths(edge * rules.outline)}\\shad${tenths(edge * rules.shadow)}`;
  return `\\fs${look.face.assSize(emPx)}\\fsp${tenths(rules.spacing * emPx)}${border}${soft}`;
}

/** A word in the face that draws it. */
export function inFace(text: string, face: Face, emPx: number): string {
  const own = face.faceOf(text);
  if (own.family === face.family) return text;
  const back = `{\\fn${face.family}\\fs${face.assSize(emPx)}}`;
  return `{\\fn${own.family}\\fs${own.assSize(emPx)}}${text}${back}`;
}

function lighting(placed: PlacedCue): AssEvent[] {
  const { cue, place, look } = placed;
  const dims = place.ground === 'calm' && look.style !== 'band';
  const moments = litMoments(cue);
  return cue.lines.flatMap((_, row) => {
    const events: AssEvent[] = [];
    for (const { startMs, endMs, spoken, lit } of moments) {
      const written = write(placed, row, (position) => {
        const color = lit && position === spoken ? look.lit : look.text;
        return `${assColor(color)}${assAlpha(dims && position > spoken ? UPCOMING_TRANSPARENCY : 0)}`;
      });
      const text = `{${placement(placed, row)}}${written}`;
      const last = events.at(-1);
      // The other line of a cue often does not change: one longer event instead of two.
      if (last && last.text === text && last.endMs === startMs) events[events.length - 1] = { ...last, endMs };
      else events.push({ startMs, endMs, layer: 1, style: 'Caption', text });
    }
    return events;
  });
}

function keyworded(placed: PlacedCue): AssEvent[] {
  const { cue, look } = placed;
  const keyword = keywordOf(cue.lines.flat());
  const grow = '\\fscx94\\fscy94\\t(0,90,\\fscx100\\fscy100)';
  return steady(placed, grow, (position) => assColor(position === keyword ? look.lit : look.text));
}

function appearing(placed: PlacedCue): AssEvent[] {
  const { cue, look } = placed;
  const words = cue.lines.flat();
  return steady(placed, assColor(look.text), (position) => {
    const from = Math.max(0, Math.round((words[position]?.startMs ?? cue.startMs) - cue.startMs));
    // The first word is there at once: a caption that begins with nothing flickers.
    return position === 0 ? '\\alpha&H00&' : `\\alpha&HFF&\\t(${from},${from + APPEAR_MS},\\alpha&H00&)`;
  });
}

function steady(placed: PlacedCue, more: string, tags: (position: number) => string): AssEvent[] {
  const { cue, look } = placed;
  return cue.lines.map((_, row) => {
    const prefix = `{${placement(placed, row)}${assColor(look.text)}${more}}`;
    const text = `${prefix}${write(placed, row, tags)}`;
    return { startMs: cue.startMs, endMs: cue.endMs, layer: 1, style: 'Caption', text };
  });
}

/** One line of a cue; words are counted over both lines. */
function write(placed: PlacedCue, row: number, tags: (position: number) => string): string {
  const { cue, look, emPx } = placed;
  let position = cue.lines.slice(0, row).reduce((count, line) => count + line.length, 0);
  let text = '';
  let state = '';
  let before = '';
  for (const word of cue.lines[row] ?? []) {
    const wanted = tags(position);
    text += before === '' ? '' : gapBetween(before, word.text);
    text += wanted === state || wanted === '' ? '' : `{${wanted}}`;
    text += inFace(word.text, look.face, emPx);
    state = wanted;
    before = word.text;
    position += 1;
  }
  return text;
}

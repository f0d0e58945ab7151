import { type AssEvent, type AssStyle, assAlpha, assColor, COLORS } from './ass.ts';
import { assText, type ClipWord, gapBetween, joinWords } from './caption-text.ts';
import { type Cue, makeCues } from './cues.ts';
import type { Face } from './fonts.ts';

/** Where captions stand and how they look. Pixels. */
export interface CaptionPlace {
  readonly align: 'center' | 'left';
  /** The centre of the line, or its left edge. */
  readonly x: number;
  readonly centerY: number;
  readonly lineWidth: number;
  readonly emPx: number;
  /** Over a moving picture: outlined. On a calm ground: what is still to come is dimmed instead. */
  readonly ground: 'picture' | 'calm';
}

export interface Captions {
  readonly cues: readonly Cue[];
  readonly style: AssStyle;
  readonly events: readonly AssEvent[];
}

/** How long the last word of a cue stays lit after it was spoken. */
const AFTERGLOW_MS = 180;
const UPCOMING_TRANSPARENCY = 0.55;

/** Burned-in captions: at most two lines, the spoken word lit. */
export function makeCaptions(
  words: readonly ClipWord[],
  durationMs: number,
  place: CaptionPlace,
  face: Face,
): Captions {
  const drawable = words.map((word) => ({ ...word, text: assText(word.text) })).filter((word) => word.text !== '');
  const cues = makeCues(drawable, durationMs, {
    measure: (line) => face.width(line, place.emPx),
    maxLine: place.lineWidth,
    maxLines: 2,
    minMs: 600,
    maxMs: 4500,
    maxRate: 25,
    pauseMs: 650,
    holdMs: 350,
  });
  const over = place.ground === 'picture';
  const style: AssStyle = {
    name: 'Caption',
    family: face.family,
    size: face.assSize(place.emPx),
    outline: over ? Math.round(place.emPx * 0.065) : 0,
    shadow: over ? Math.max(2, Math.round(place.emPx * 0.035)) : 0,
  };
  return { cues, style, events: cues.flatMap((cue) => cueEvents(cue, place, face)) };
}

function cueEvents(cue: Cue, place: CaptionPlace, face: Face): AssEvent[] {
  const words = cue.lines.flat();
  const prefix = placement(cue, place, face);
  const event = (startMs: number, endMs: number, spoken: number, lit: boolean): AssEvent => ({
    startMs,
    endMs,
    layer: 1,
    style: 'Caption',
    text: `{${prefix}}${coloured(cue, spoken, lit, place.ground === 'calm')}`,
  });
  const events: AssEvent[] = [];
  for (const [position, word] of words.entries()) {
    const next = words[position + 1];
    if (next) {
      events.push(event(word.startMs, next.startMs, position, true));
      continue;
    }
    const dark = Math.min(cue.endMs, Math.max(word.endMs + AFTERGLOW_MS, word.startMs + AFTERGLOW_MS));
    events.push(event(word.startMs, dark, position, true), event(dark, cue.endMs, position, false));
  }
  return events;
}

function placement(cue: Cue, place: CaptionPlace, face: Face): string {
  const widest = Math.max(...cue.lines.map((line) => face.width(joinWords(line.map((word) => word.text)), place.emPx)));
  const anchor = place.align === 'center' ? 5 : 4;
  // Only a single word that is wider than a line gets here: it is drawn smaller, never cut.
  const shrink = widest > place.lineWidth ? `\\fs${face.assSize((place.emPx * place.lineWidth) / widest)}` : '';
  const soft = place.ground === 'picture' ? '\\blur1.2' : '';
  return `\\an${anchor}\\pos(${place.x},${place.centerY})${shrink}${soft}`;
}

/** The cue's text with one word lit; `spoken` is its position. */
function coloured(cue: Cue, spoken: number, lit: boolean, dimUpcoming: boolean): string {
  let position = 0;
  const lines = cue.lines.map((line) => {
    let text = '';
    let state = '';
    let before = '';
    for (const word of line) {
      const color = lit && position === spoken ? COLORS.lit : COLORS.text;
      const alpha = dimUpcoming && position > spoken ? UPCOMING_TRANSPARENCY : 0;
      const wanted = `{${assColor(color)}${assAlpha(alpha)}}`;
      text += before === '' ? '' : gapBetween(before, word.text);
      text += (wanted === state ? '' : wanted) + word.text;
      state = wanted;
      before = word.text;
      position += 1;
    }
    return text;
  });
  return lines.join('\\N');
}

import { LINE_HEIGHT } from '../layout.ts';
import type { Face } from '../text/fonts.ts';
import { type AssEvent, type AssStyle, assAlpha, assColor, COLORS } from './ass.ts';
import { assText, type ClipWord, gapBetween, joinWords } from './caption-text.ts';
import { type Cue, makeCues } from './cues.ts';

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
    outline: over ? Math.round(place.emPx * 0.08) : 0,
    shadow: over ? Math.max(2, Math.round(place.emPx * 0.035)) : 0,
  };
  return { cues, style, events: cues.flatMap((cue) => cueEvents(cue, place, face)) };
}

function cueEvents(cue: Cue, place: CaptionPlace, face: Face): AssEvent[] {
  const scale = fitting(cue, place, face);
  const moments = litMoments(cue);
  const lineHeight = place.emPx * scale * LINE_HEIGHT;
  const firstY = place.centerY - (lineHeight * (cue.lines.length - 1)) / 2;
  return cue.lines.flatMap((_, row) => {
    const prefix = placement(place, face, scale, Math.round(firstY + row * lineHeight));
    const events: AssEvent[] = [];
    for (const { startMs, endMs, spoken, lit } of moments) {
      const text = `{${prefix}}${coloured(cue, row, spoken, lit, place.ground === 'calm')}`;
      const last = events.at(-1);
      // The other line of a cue often does not change: one longer event instead of two.
      if (last && last.text === text && last.endMs === startMs) events[events.length - 1] = { ...last, endMs };
      else events.push({ startMs, endMs, layer: 1, style: 'Caption', text });
    }
    return events;
  });
}

/** When which word of a cue is the spoken one; words are counted over both lines. */
function litMoments(cue: Cue): { startMs: number; endMs: number; spoken: number; lit: boolean }[] {
  const words = cue.lines.flat();
  return words.flatMap((word, spoken) => {
    const next = words[spoken + 1];
    if (next) return [{ startMs: word.startMs, endMs: next.startMs, spoken, lit: true }];
    const dark = Math.min(cue.endMs, Math.max(word.endMs, word.startMs) + AFTERGLOW_MS);
    return [
      { startMs: word.startMs, endMs: dark, spoken, lit: true },
      { startMs: dark, endMs: cue.endMs, spoken, lit: false },
    ];
  });
}

/** Below 1 only for a single word that is wider than a line: it is drawn smaller, never cut. */
function fitting(cue: Cue, place: CaptionPlace, face: Face): number {
  const widest = Math.max(...cue.lines.map((line) => face.width(joinWords(line.map((word) => word.text)), place.emPx)));
  return Math.min(1, place.lineWidth / Math.max(1, widest));
}

function placement(place: CaptionPlace, face: Face, scale: number, y: number): string {
  const anchor = place.align === 'center' ? 5 : 4;
  const size = scale < 1 ? `\\fs${face.assSize(place.emPx * scale)}` : '';
  const soft = place.ground === 'picture' ? '\\blur1.2' : '';
  return `\\an${anchor}\\pos(${place.x},${y})${size}${soft}`;
}

/** One line of a cue with the spoken word lit. */
function coloured(cue: Cue, row: number, spoken: number, lit: boolean, dimUpcoming: boolean): string {
  let position = cue.lines.slice(0, row).reduce((count, line) => count + line.length, 0);
  let text = '';
  let state = '';
  let before = '';
  for (const word of cue.lines[row] ?? []) {
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
}

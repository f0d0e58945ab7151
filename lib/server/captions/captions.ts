import type { AssEvent, AssStyle, Rgb } from './ass.ts';
import { assText, type ClipWord, isRightToLeft, joinWords } from './caption-text.ts';
import { type Cue, makeCues } from './cues.ts';
import { lineEvents, lineFace, wholeLineEvents } from './draw-lines.ts';
import { wordEvents } from './draw-words.ts';
import type { Box } from './layout.ts';
import type { CaptionLook, CaptionPlace, PlacedCue } from './look.ts';
import { rightToLeftRuns } from './right-to-left.ts';
import { STYLES, type StyleRules } from './styles.ts';
import { type Face, facesFor, lettersWithoutFont } from './text/fonts.ts';
import { cutUnspaced } from './unspaced.ts';

export type { CaptionLook, CaptionPlace } from './look.ts';

export interface Captions {
  readonly cues: readonly Cue[];
  readonly styles: readonly AssStyle[];
  readonly events: readonly AssEvent[];
  readonly faces: ReadonlySet<Face>;
  /** Letters that no font has. */
  readonly missing: ReadonlySet<string>;
  /** A colour that is seen in the picture while a word is spoken, for the check of the finished file. */
  readonly proof: Rgb;
  /** Where the captions' pixels are. */
  readonly box: Box;
}

/** Burned-in captions: at most two lines, broken by sense and width, in the chosen style. */
export function makeCaptions(
  words: readonly ClipWord[],
  durationMs: number,
  place: CaptionPlace,
  look: CaptionLook,
): Captions {
  const { face } = look;
  const rules = STYLES[look.style];
  const twoLines = rules.leading + 1.24 + 2 * rules.padY;
  const emPx = Math.min(place.emPx * rules.scale, (place.bottom - place.top) / twoLines);
  const written = cutUnspaced(words)
    .map((word) => ({ ...word, text: assText(word.text, face.has) }))
    .map((word) => (rules.capitals ? { ...word, text: word.text.toLocaleUpperCase() } : word))
    .filter((word) => word.text !== '');
  const room = place.lineWidth - 2 * sideOf(place, rules, emPx);
  const cues = makeCues(written, durationMs, {
    measure: (line) => lineWidth(line, face, emPx, rules),
    maxLine: room * rules.fill,
    maxLines: 2,
    minMs: 600,
    maxMs: rules.maxMs,
    maxRate: 25,
    pauseMs: 650,
    holdMs: 350,
  });
  const events = cues.flatMap((cue) => cueEvents(placeCue(cue, place, look, rules, emPx, room)));
  const isLit = look.style !== 'minimal' && look.style !== 'story' && !written.some((word) => isRightToLeft(word.text));
  return {
    cues,
    events,
    styles: assStyles(place, look, rules, emPx),
    faces: facesFor(face, [
      ...written.map((word) => word.text),
      // A line that is read from the right is drawn by one face, or by one for each of its runs.
      ...cues.flatMap((cue) => cue.lines.flatMap((line) => rightToLeftTexts(line, face, emPx))),
    ]),
    missing: lettersWithoutFont(
      face,
      written.map((word) => word.text),
    ),
    proof: isLit && look.style !== 'duo' ? look.lit : look.text,
    box: boxOf(place),
  };
}

function rightToLeftTexts(line: readonly ClipWord[], face: Face, emPx: number): string[] {
  const text = joinWords(line.map((word) => word.text));
  if (!isRightToLeft(text)) return [];
  return [text.replaceAll(' ', ''), ...rightToLeftRuns(text, face, emPx).map((run) => run.text)];
}

function cueEvents(placed: PlacedCue): AssEvent[] {
  // Runs of several colours are put in order each on its own by libass: a line that is read from the right is one run.
  if (placed.cue.lines.flat().some((word) => isRightToLeft(word.text))) return wholeLineEvents(placed);
  return placed.rules.ink === 'words' ? wordEvents(placed) : lineEvents(placed);
}

function placeCue(
  cue: Cue,
  place: CaptionPlace,
  look: CaptionLook,
  rules: StyleRules,
  emPx: number,
  room: number,
): PlacedCue {
  const widest = Math.max(
    ...cue.lines.map((line) => lineWidth(joinWords(line.map((word) => word.text)), look.face, emPx, rules)),
  );
  // Below 1 only for a single word that is wider than a line: it is drawn smaller, never cut.
  const scale = Math.min(1, room / Math.max(1, widest));
  const lineHeight = emPx * scale * rules.leading;
  const count = cue.lines.length;
  const half = (lineHeight * (count - 1)) / 2 + emPx * scale * (0.62 + rules.padY) + rules.blur * 2;
  const center = Math.max(place.top + half, Math.min(place.bottom - half, place.centerY));
  const firstY = center - (lineHeight * (count - 1)) / 2;
  return {
    cue,
    place,
    look,
    rules,
    emPx: emPx * scale,
    isSmaller: scale < 1,
    rows: cue.lines.map((_, row) => Math.round(firstY + row * lineHeight)),
  };
}

/** What stands beside the letters: padding, outline, shadow, soft edges. */
function sideOf(place: CaptionPlace, rules: StyleRules, emPx: number): number {
  const edge = place.ground === 'picture' ? emPx * (rules.outline + rules.shadow) + 3 * rules.blur : 0;
  return Math.ceil(emPx * rules.padX + edge);
}

function lineWidth(text: string, face: Face, emPx: number, rules: StyleRules): number {
  const letters = [...text];
  const gaps = letters.filter((letter) => letter === ' ').length;
  return lineFace(text, face).width(text, emPx) + (letters.length * rules.spacing + gaps * rules.gap) * emPx;
}

function assStyles(place: CaptionPlace, look: CaptionLook, rules: StyleRules, emPx: number): AssStyle[] {
  const over = place.ground === 'picture';
  const caption = {
    name: 'Caption',
    family: look.face.family,
    size: look.face.assSize(emPx),
    outline: over ? Math.round(emPx * rules.outline) : 0,
    shadow: over && rules.shadow > 0 ? Math.max(2, Math.round(emPx * rules.shadow)) : 0,
    spacing: Math.round(rules.spacing * emPx * 10) / 10,
  };
  return [
    caption,
    { ...caption, name: 'CaptionWhole', anyDirection: true },
    { ...caption, name: 'CaptionShape', outline: 0, shadow: 0, spacing: 0 },
  ];
}

/** The room that captions can take. */
function boxOf(place: CaptionPlace): Box {
  const left = place.align === 'center' ? place.x - place.lineWidth / 2 : place.x;
  return { x: Math.round(left), y: place.top, width: place.lineWidth, height: place.bottom - place.top };
}

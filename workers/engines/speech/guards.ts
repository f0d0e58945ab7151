import { decodeBytes, type Line } from './whisper-json.ts';
import type { RawWord } from './words.ts';

/** "[Music]", "(upbeat music)", "*laughs*": Whisper says that nobody speaks. (Between notes, ♪, it writes what is sung.) */
const ANNOTATION_LINE = /^[[(*{<].*[\])*}>][.!…]*$|^[♪♫\s]+$/su;
const LONGEST_ANNOTATION_WORDS = 8;

/** The lines in which somebody speaks. */
export function spokenLines(lines: readonly Line[]): Line[] {
  return lines.filter((line) => {
    const text = decodeBytes(line.tokens.map((token) => token.bytes).join('')).trim();
    return text !== '' && !ANNOTATION_LINE.test(text);
  });
}

/** Takes "[…]", "*…*" and signs of music out of spoken text. */
export function withoutAnnotations<T extends { text: string }>(words: readonly T[]): T[] {
  const kept: T[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i];
    if (!word) continue;
    const closing = closingMark(word.text);
    const end = closing
      ? words.slice(i, i + LONGEST_ANNOTATION_WORDS).findIndex((next, index) => closes(next.text, closing, index === 0))
      : -1;
    const text = word.text.replace(/[♪♫]/gu, '');
    if (end >= 0) i += end;
    else if (text !== '') kept.push({ ...word, text });
  }
  return kept;
}

function closingMark(text: string): string | null {
  if (text.startsWith('[')) return ']';
  return text.startsWith('*') ? '*' : null;
}

function closes(text: string, mark: string, opensToo: boolean): boolean {
  const bare = text.replace(/[.,!?…]+$/u, '');
  return bare.endsWith(mark) && (!opensToo || bare.length > 1);
}

/** How often a phrase of so many words may follow itself before nobody says it. */
const MOST_REPEATS = (words: number) => (words === 1 ? 6 : words <= 3 ? 4 : 3);
const LONGEST_PHRASE = 16;

export interface Loop {
  /** The first word of the second time. */
  readonly from: number;
  /** After the last word of the last time. */
  readonly to: number;
  /** Words of the phrase. */
  readonly length: number;
}

/** Phrases that are repeated without end: the best known of Whisper's failures. */
export function findLoops(words: readonly { text: string }[]): Loop[] {
  const plain = words.map((word) => word.text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, ''));
  const loops: Loop[] = [];
  for (let at = 0; at < plain.length; ) {
    const loop = loopAt(plain, at);
    if (loop) loops.push(loop);
    at = loop ? loop.to : at + 1;
  }
  return loops;
}

function loopAt(plain: readonly string[], at: number): Loop | null {
  for (let length = 1; length <= LONGEST_PHRASE; length++) {
    let end = at + length;
    while (end < plain.length && plain[end] === plain[end - length]) end += 1;
    const repeats = Math.floor((end - at) / length);
    if (repeats > MOST_REPEATS(length)) return { from: at + length, to: at + repeats * length, length };
  }
  return null;
}

/** What is left of a loop may have been said, or not: whoever picks words should not trust it. */
const LOOP_CONFIDENCE = 0.1;

/** The words without the repetitions of loops; what is left of each is marked as hardly certain. */
export function withoutLoops<T extends { text: string; confidence: number | null }>(words: readonly T[]): T[] {
  const loops = findLoops(words);
  return words.flatMap((word, index) => {
    if (loops.some((loop) => index >= loop.from && index < loop.to)) return [];
    const isLeft = loops.some((loop) => index >= loop.from - loop.length && index < loop.from);
    return [isLeft ? { ...word, confidence: Math.min(word.confidence ?? 1, LOOP_CONFIDENCE) } : word];
  });
}

/** Mean confidence; 1 where the engine gives none. */
export function meanConfidence(words: readonly RawWord[]): number {
  const known = words.flatMap((word) => (word.confidence === null ? [] : [word.confidence]));
  return known.length > 0 ? known.reduce((sum, value) => sum + value, 0) / known.length : 1;
}

/** What Whisper has learnt from subtitles and writes where nobody speaks. */
const INVENTIONS =
  /^(thank you( so much)?( for (watching|listening))?|thanks( for (watching|listening))?|you|bye( bye)?|okay|so|i m sorry|please subscribe.*|subscribe.*|subtitles by.*|transcri(bed|ption) by.*|untertitel.*|sous titres.*|subtitulos.*)$/;

/**
 * True where this is rather invented than heard: almost no words for so much
 * sound, with little confidence, or one of the known sentences.
 *
 * @param soundingMs how long something sounds in this stretch
 */
export function isInvented(words: readonly RawWord[], soundingMs: number): boolean {
  if (words.length === 0) return false;
  const perSecond = words.length / Math.max(1, soundingMs / 1000);
  if (soundingMs >= 5000 && perSecond < 0.3 && meanConfidence(words) < 0.6) return true;
  const text = words
    .map((word) => word.text)
    .join(' ')
    .toLowerCase();
  const plain = text.replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
  return soundingMs >= 4000 && perSecond < 0.8 && INVENTIONS.test(plain);
}

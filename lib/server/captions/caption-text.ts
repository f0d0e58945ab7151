import type { Word } from '#lib/shared/transcript.ts';

/** A word of a clip, in milliseconds from the clip's start. */
export interface ClipWord {
  readonly startMs: number;
  readonly endMs: number;
  readonly text: string;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out here
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]+/g;
/** Emoji with what belongs to them; signs such as © ™ → that fonts have are none. */
const PICTOGRAPHS =
  /(?:(?![\0-\u22ff])\p{Extended_Pictographic}|\p{Regional_Indicator})(?:\ufe0f|\u20e3|\p{Emoji_Modifier}|\u200d\p{Extended_Pictographic})*|\ufe0f|\u20e3|\p{Emoji_Modifier}/gu;

/** One line of plain text: no control or direction characters, no double spaces. */
export function plainText(text: string): string {
  return text.replace(CONTROLS, ' ').replace(/\s+/g, ' ').trim();
}

/**
 * Text as it may stand in an ASS event: nothing in it can be a command. Emoji are left out where no given font draws
 * them: they would be empty boxes (SRT and VTT keep them).
 */
export function assText(text: string, draws: (codePoint: number) => boolean = () => false): string {
  return plainText(
    plainText(text)
      .replace(PICTOGRAPHS, (emoji) => (draws(emoji.codePointAt(0) ?? 0) ? emoji : ''))
      .replace(/[{}\\]/g, ''),
  );
}

/**
 * The words between two moments of the episode, on the clip's clock, in order
 * and without overlap. A word belongs to the side on which its middle lies.
 */
export function clipWords(words: readonly Word[], startMs: number, endMs: number): ClipWord[] {
  const durationMs = endMs - startMs;
  const inside = words
    .filter((word) => {
      const middle = (word.startMs + word.endMs) / 2;
      return middle >= startMs && middle < endMs && plainText(word.text) !== '';
    })
    .toSorted((a, b) => a.startMs - b.startMs);
  const result: ClipWord[] = [];
  let last = 0;
  for (const word of inside) {
    const start = Math.min(Math.max(word.startMs - startMs, last), durationMs);
    const end = Math.min(Math.max(word.endMs - startMs, start), durationMs);
    const previous = result.at(-1);
    if (previous && previous.endMs > start) result[result.length - 1] = { ...previous, endMs: start };
    result.push({ startMs: start, endMs: end, text: plainText(word.text) });
    last = start;
  }
  return result;
}

const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;

/** Written without spaces between words. */
export function isUnspaced(text: string): boolean {
  return UNSPACED.test(text);
}

const RIGHT_TO_LEFT = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/** Has letters that are written from right to left. */
export function isRightToLeft(text: string): boolean {
  return RIGHT_TO_LEFT.test(text);
}

export { gapBetween, joinTexts as joinWords } from '#lib/shared/transcript/words.ts';

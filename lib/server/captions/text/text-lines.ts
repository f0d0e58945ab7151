import { assText } from '../caption-text.ts';
import type { Face } from './fonts.ts';

/**
 * Breaks a title into lines that fit, as evenly as their number allows; what
 * does not fit in `maxLines` ends in "…".
 */
export function fitLines(text: string, face: Face, emPx: number, width: number, maxLines: number): string[] {
  const words = assText(text).split(' ').filter(Boolean);
  const greedy = fill(words, face, emPx, width);
  if (greedy.length <= maxLines) {
    // The narrowest measure that needs no more lines makes them even.
    for (let narrow = width * 0.5; narrow < width; narrow += width * 0.05) {
      const even = fill(words, face, emPx, narrow);
      if (even.length === greedy.length && even.every((line) => face.width(line, emPx) <= narrow)) return even;
    }
    return greedy.map((line) => shorten(line, face, emPx, width));
  }
  const kept = greedy.slice(0, maxLines);
  const last = `${kept.at(-1) ?? ''} ${greedy[maxLines] ?? ''}`;
  return [...kept.slice(0, -1), shorten(last, face, emPx, width)].map((line) => shorten(line, face, emPx, width));
}

function fill(words: readonly string[], face: Face, emPx: number, width: number): string[] {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && face.width(`${last} ${word}`, emPx) <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

function shorten(line: string, face: Face, emPx: number, width: number): string {
  if (face.width(line, emPx) <= width) return line;
  const fits = (text: string) => face.width(`${text}…`, emPx) <= width;
  const bare = (text: string) => text.replace(/[\s.,;:–-]+$/u, '');
  // Whole words; single letters only of a word that is wider than the line.
  const words = line.split(' ');
  while (words.length > 1 && !fits(bare(words.join(' ')))) words.pop();
  const whole = bare(words.join(' '));
  if (whole !== '' && fits(whole)) return `${whole}…`;
  const characters = [...line];
  while (characters.length > 1 && !fits(bare(characters.join('')))) characters.pop();
  return `${bare(characters.join(''))}…`;
}

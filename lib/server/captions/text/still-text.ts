import type { AssStyle } from '../ass.ts';
import { inFace } from '../draw-lines.ts';
import type { Face } from './fonts.ts';

/** The style of a text that stands still, plain, in whichever direction it is read. */
export function stillStyle(name: string, face: Face, emPx: number): AssStyle {
  return { name, family: face.family, size: face.assSize(emPx), outline: 0, shadow: 0, anyDirection: true };
}

/** A line of which each word is in the face that has it. */
export function stillLine(line: string, face: Face, emPx: number): string {
  return line
    .split(' ')
    .map((word) => inFace(word, face, emPx))
    .join(' ');
}

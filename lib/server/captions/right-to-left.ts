import { isRightToLeft } from './caption-text.ts';
import type { Face } from './text/fonts.ts';

/** A part of a line that one face draws. */
export interface TextRun {
  readonly text: string;
  readonly face: Face;
  /** In pixels from the line's right end to the run's. */
  readonly fromRight: number;
  readonly width: number;
}

type Direction = 'left' | 'right' | 'neutral';

/** Words, with what belongs to a number; spaces; marks. */
const ATOMS = /[$€£]?\p{N}+(?:[.,:]\p{N}+)*[%‰°$€£]?|[\p{L}\p{M}\p{N}]+|\s+|[^\p{L}\p{M}\p{N}\s]+/gu;

interface Atom {
  readonly text: string;
  readonly direction: Direction;
}

const MIRRORED = new Map([...'()[]<>«»'].map((mark, at, all) => [mark, all[at ^ 1] ?? mark]));

/**
 * A line that is read from the right, cut into runs where no one face has all of it: letters of another script, marks
 * that a font for one script lacks. Each stands where it is read: words from left to right keep their order among each
 * other.
 */
export function rightToLeftRuns(text: string, face: Face, emPx: number): TextRun[] {
  const runs: TextRun[] = [];
  let fromRight = 0;
  const put = (part: string, own: Face) => {
    const width = own.width(part, emPx);
    if (part.trim() !== '') runs.push({ text: part, face: own, fromRight, width });
    fromRight += width;
  };
  for (const group of groupsOf(text)) {
    const parts = group.direction === 'right' ? group.parts : group.parts.toReversed();
    for (const part of parts) {
      for (const piece of piecesOf(part, face, group.direction === 'right')) put(piece.text, piece.face);
    }
  }
  return runs;
}

/** Stretches of one direction, as they are read. What has none goes with both its sides, or with the line. */
function groupsOf(text: string): { direction: 'left' | 'right'; parts: string[] }[] {
  const atoms = [...text.matchAll(ATOMS)].map(([part]): Atom => {
    const isWord = /[\p{L}\p{N}]/u.test(part);
    return { text: part, direction: !isWord ? 'neutral' : isRightToLeft(part) ? 'right' : 'left' };
  });
  const groups: { direction: 'left' | 'right'; parts: string[] }[] = [];
  for (const [at, atom] of atoms.entries()) {
    const before = groups.at(-1);
    const next = atoms.slice(at + 1).find(({ direction }) => direction !== 'neutral');
    const isBetween = before?.direction === 'left' && next?.direction === 'left';
    const direction = atom.direction === 'left' || (atom.direction === 'neutral' && isBetween) ? 'left' : 'right';
    if (before?.direction === direction) before.parts.push(atom.text);
    else groups.push({ direction, parts: [atom.text] });
  }
  return groups;
}

/** A part as its faces draw it; marks without a direction of their own are mirrored where they are read from the right. */
function piecesOf(part: string, face: Face, mirrored: boolean): { text: string; face: Face }[] {
  if (/[\p{L}\p{N}\s]/u.test(part)) return [{ text: part, face: face.faceOf(part.trim()) }];
  return [...part].map((mark) => {
    const text = mirrored ? (MIRRORED.get(mark) ?? mark) : mark;
    return { text, face: face.faceOf(text) };
  });
}

import { describe, expect, it } from 'vitest';
import { rightToLeftRuns } from '#lib/server/captions/right-to-left.ts';
import type { Face } from '#lib/server/captions/text/fonts.ts';

/** Has these characters, each of one em. */
function plainFace(family: string, has: RegExp): Face {
  const face: Face = {
    ...{ family, path: `/${family}.ttf`, given: false },
    has: (codePoint) => has.test(String.fromCodePoint(codePoint)),
    width: (text, emPx) => [...text].length * emPx,
    assSize: (emPx) => emPx,
    faceOf: () => face,
  };
  return face;
}

const latin = plainFace('Latin', /[\p{Script=Latin}\d\s.,!?()%]/u);
const hebrew = plainFace('Hebrew', /[\p{Script=Hebrew}\s]/u);
const hasAll = (face: Face, text: string) => [...text].every((letter) => face.has(letter.codePointAt(0) ?? 0));
const stack: Face = { ...latin, faceOf: (text) => (!hasAll(latin, text) && hasAll(hebrew, text) ? hebrew : latin) };

const runsOf = (text: string) =>
  rightToLeftRuns(text, stack, 1).map((run) => `${run.fromRight} ${run.face.family} ${run.text}`.trim());

describe('a line that is read from the right, of several fonts', () => {
  it('has each mark after its word, in the font that has it', () => {
    expect(runsOf('לא, כן!')).toEqual(['0 Hebrew לא', '2 Latin ,', '4 Hebrew כן', '6 Latin !']);
  });

  it('keeps the order of words that are read from the left', () => {
    expect(runsOf('כן Big Tech 25%')).toEqual(['0 Hebrew כן', '3 Latin 25%', '7 Latin Tech', '12 Latin Big']);
  });

  it('mirrors brackets', () => {
    expect(runsOf('(לא)')).toEqual(['0 Latin )', '1 Hebrew לא', '3 Latin (']);
  });
});

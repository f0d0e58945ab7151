import { describe, expect, it } from 'vitest';
import {
  cutAtWord,
  leaveOut,
  moveBySentence,
  moveByWord,
  snapEdge,
  spokenText,
  takeIn,
  wordAt,
} from '#lib/shared/clip-words.ts';

/** Ten words, one a second, half of it spoken: sentences of 2, 3, 3 and 2 words. */
const words = Array.from({ length: 10 }, (_, at) => ({
  startMs: at * 1000,
  endMs: at * 1000 + 500,
  text: `w${at}`,
  confidence: 1,
}));
const text = spokenText(words, [2, 3, 3, 2], 10_000);
/** w2 to w4, the second sentence. */
const cut = { startMs: 1800, endMs: 4750, removed: [] };

describe('cutting a clip by its words', () => {
  it('begins or ends at a word, in the pause beside it', () => {
    expect(cutAtWord(text, cut, 'start', 3)).toEqual({ ...cut, startMs: 2800 });
    expect(cutAtWord(text, cut, 'end', 6)).toEqual({ ...cut, endMs: 6750 });
    expect(cutAtWord(text, cut, 'end', 1)).toBeNull();
    expect(cutAtWord(text, cut, 'end', 99)).toBeNull();
  });

  it('moves word by word and sentence by sentence, and ends at the ends', () => {
    expect(moveByWord(text, cut, 'start', 'out')).toEqual({ ...cut, startMs: 800 });
    expect(moveByWord(text, cut, 'end', 'in')).toEqual({ ...cut, endMs: 3750 });
    expect(moveBySentence(text, cut, 'start', 'out')).toEqual({ ...cut, startMs: 0 });
    expect(moveBySentence(text, cut, 'end', 'out')).toEqual({ ...cut, endMs: 7750 });
    expect(moveBySentence(text, cut, 'end', 'in')).toBeNull();
    const whole = { startMs: 0, endMs: 9850, removed: [] };
    expect(moveBySentence(text, whole, 'end', 'out')).toBeNull();
    expect(moveBySentence(text, whole, 'end', 'in')).toEqual({ ...whole, endMs: 7750 });
  });

  it('makes a part of a sentence whole before it takes another one', () => {
    expect(moveBySentence(text, { ...cut, startMs: 2800 }, 'start', 'out')).toEqual({ ...cut, startMs: 1800 });
  });

  it('snaps a time by hand to the word that it means', () => {
    expect(snapEdge(text, cut, 'start', 1200)).toEqual({ ...cut, startMs: 800 });
    expect(snapEdge(text, cut, 'start', 1300)).toEqual({ ...cut, startMs: 1800 });
    expect(snapEdge(text, cut, 'end', 5400)).toEqual({ ...cut, endMs: 5750 });
    expect(snapEdge(text, cut, 'end', 1000)).toBeNull();
  });
});

describe('leaving words out', () => {
  it('takes the pause after them along, and puts them back', () => {
    const shorter = leaveOut(text, cut, 3, 3);
    expect(shorter).toEqual({ ...cut, removed: [{ startMs: 2970, endMs: 3970 }] });
    expect(shorter && takeIn(text, shorter, 3, 3)).toEqual(cut);
  });

  it('trims at the ends, and leaves at least a word', () => {
    expect(leaveOut(text, cut, 0, 2)).toEqual({ ...cut, startMs: 2800 });
    expect(leaveOut(text, cut, 4, 9)).toEqual({ ...cut, endMs: 3750 });
    expect(leaveOut(text, cut, 0, 9)).toBeNull();
    expect(leaveOut(text, cut, 7, 9)).toEqual(cut);
  });

  it('puts a part of what was left out back', () => {
    const long = { startMs: 0, endMs: 9850, removed: [] };
    const without = leaveOut(text, long, 2, 6);
    expect(without && takeIn(text, without, 4, 4).removed).toEqual([
      { startMs: 1970, endMs: 3970 },
      { startMs: 4970, endMs: 6970 },
    ]);
  });
});

it('finds the word of a moment', () => {
  expect([0, 499, 500, 2400, 99_000].map((ms) => wordAt(text, ms))).toEqual([0, 0, 1, 2, 9]);
});

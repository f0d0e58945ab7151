import { expect, it } from 'vitest';
import { placeIn } from '#lib/server/services/clips/clip-place.ts';
import { changesSince } from '#lib/server/services/clips/render-age.ts';
import { LONGEST_CUT_MS } from '#lib/shared/clip-edit.ts';

const span = (startMs: number, endMs: number) => ({ startMs, endMs });
const word = (startMs: number, text: string) => ({ ...span(startMs, startMs + 500), text, confidence: 1 });

it('parts are left out of half an hour at most: all of it is decoded for that', () => {
  const said = { durationMs: 7_200_000, words: [word(1000, 'one'), word(2000, 'two'), word(7_000_000, 'three')] };
  const cut = { ...span(900, 7_000_600), exact: true };
  expect(placeIn(said, cut).text).toBe('one two three');
  const far = { ...cut, removed: [span(2600, 6_999_900)] };
  expect(() => placeIn(said, far)).toThrow(expect.objectContaining({ code: 'bad_request' }));
  const near = { ...cut, endMs: 900 + LONGEST_CUT_MS, removed: [span(1900, 2600)] };
  expect(placeIn(said, near).removed).toEqual(near.removed);
});

it('a render is not out of date for spaces that nobody says', () => {
  const clip = { ...span(0, 5000), removed: [], title: 'Title', text: '你好吗' };
  const shown = { ...span(0, 5000), removed: [], title: null, text: '你好 吗' };
  expect(changesSince(clip, { id: 'a', shown, textChangedAt: null })).toEqual([]);
  expect(changesSince({ ...clip, text: '你好' }, { id: 'a', shown, textChangedAt: null })).toEqual(['words']);
});

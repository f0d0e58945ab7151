import { expect, test } from 'vitest';
import { keepSame } from '#lib/client/keep-same.ts';

test('what says the same stays the same object; order and all else come from the new answer', () => {
  const before = [
    { id: 'a', text: 'one' },
    { id: 'b', text: 'two' },
  ];
  const now = keepSame(before, [
    { id: 'b', text: 'two' },
    { id: 'a', text: 'changed' },
    { id: 'c', text: 'new' },
  ]);
  expect(now).toEqual([
    { id: 'b', text: 'two' },
    { id: 'a', text: 'changed' },
    { id: 'c', text: 'new' },
  ]);
  expect(now[0]).toBe(before[1]);
  expect(now[1]).not.toBe(before[0]);
  expect(keepSame(undefined, before)).toEqual(before);
});

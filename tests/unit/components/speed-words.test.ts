import { expect, test } from 'vitest';
import { speedWords } from '#components/settings/speed-words.ts';
import { english } from '#tests/helpers/texts.ts';

test('the speed of a model is said as the time that an hour takes', () => {
  expect([null, 0, 120, 9, 0.75, 0.2].map((times) => speedWords(english, times))).toEqual([
    null,
    null,
    'an hour takes less than a minute here',
    'an hour takes about 7 min here',
    'an hour takes about 80 min here',
    'an hour takes about 5 hours here',
  ]);
});

import { expect, test } from 'vitest';
import { changedSignals, orderText } from '#components/settings/learning-words.ts';
import { english } from '#tests/helpers/texts.ts';

test('only signals that ratings moved visibly are shown', () => {
  const signals = [
    { name: 'story', before: 0.02, after: 0.06, clips: 4 },
    { name: 'number', before: 0.02, after: 0.0203, clips: 4 },
  ];
  expect(changedSignals(signals).map(({ name }) => name)).toEqual(['story']);
});

test('the agreement is said as a share, and only where there is something to compare', () => {
  expect(orderText(english, { pairs: 0, before: 0, after: 0 })).toBe('None of them were judged differently yet.');
  expect(orderText(english, { pairs: 40, before: 20, after: 30 })).toContain(
    '50 % of the cases before, and is in 75 % now',
  );
});

import { expect, it } from 'vitest';
import { loudnessOf } from '#components/preview/motion.ts';

it('what is left out of a clip is left out of its loudness, which is measured by the clip’s own loud parts', () => {
  const values = Array.from({ length: 100 }, (_, at) => (at < 50 ? 0.1 : 0.2));
  const part = { fromMs: 1000, toMs: 11_000, values };
  const loudness = loudnessOf(part, [
    { startMs: 2000, endMs: 4000 },
    { startMs: 7000, endMs: 8000 },
  ]);
  expect(loudness).toMatchObject({ stepMs: 100, durationMs: 3000 });
  expect(loudness.values).toHaveLength(30);
  expect(loudness.values[25]).toBe(1);
  expect(loudness.values[0]).toBeCloseTo(0.5 ** 0.8);
  // The file was looked at only in part.
  expect(loudnessOf(part, [{ startMs: 0, endMs: 1500 }]).values).toHaveLength(5);
});

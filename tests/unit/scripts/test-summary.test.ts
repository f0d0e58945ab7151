import { expect, it } from 'vitest';
import { emptyTally } from '#scripts/testing/results.ts';
import { summarize } from '#scripts/testing/summary.ts';

it('a run is told in a line for each phase, the slowest ten files first, the sum last', () => {
  const files = Array.from({ length: 12 }, (_, index) => ({ path: `tests/${index}.test.ts`, ms: index * 1000 }));
  const { lines, failed } = summarize([
    { ...emptyTally(), name: 'lint', tookMs: 1200 },
    { ...emptyTally(), name: 'unit', tookMs: 61_000, passed: 7, failed: 1, skipped: 1, files: files.slice(0, 6) },
    {
      ...emptyTally(),
      name: 'db',
      tookMs: 5000,
      passed: 5,
      absent: ['no promtool', 'no promtool'],
      files: files.slice(6),
    },
  ]);
  expect(failed).toBe(2);
  expect(lines[0]).toBe('the slowest test files');
  expect(lines.slice(1, 11).map((line) => line.split(/\s+/))).toEqual(
    Array.from({ length: 10 }, (_, place) => [`tests/${11 - place}.test.ts`, `${11 - place}`, 's']),
  );
  expect(lines.slice(11)).toEqual([
    '',
    'lint            1 s  clean',
    'unit           61 s  7 passed, 1 failed, 1 skipped (counts as failed)',
    'db              5 s  5 passed, 2 not run: no promtool',
    '12 passed, 2 failed',
  ]);
});

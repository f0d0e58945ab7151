import { join } from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { z } from 'zod';

const SCRIPT = join(import.meta.dirname, 'score-hours.ts');
const figuresSchema = z.object({ hours: z.number(), ms: z.number(), megabytes: z.number() });

test('three hours are scored in a second on one core and 300 MB, and longer episodes in proportion', async () => {
  const figures = new Map<number, z.infer<typeof figuresSchema>>();
  for (const hours of [0.5, 1, 2, 3, 4, 8]) {
    const { stdout } = await execa(process.execPath, ['--max-old-space-size=160', SCRIPT, String(hours)]);
    const measured = figuresSchema.parse(JSON.parse(stdout));
    process.stdout.write(`${hours} h: ${measured.ms.toFixed(0)} ms, ${measured.megabytes.toFixed(0)} MB\n`);
    figures.set(hours, measured);
  }
  expect(figures.get(3)?.ms).toBeLessThanOrEqual(1000);
  expect(figures.get(3)?.megabytes).toBeLessThanOrEqual(300);
  // Eight times the length in at most ten times the time.
  expect((figures.get(8)?.ms ?? 0) / (figures.get(1)?.ms ?? 1)).toBeLessThan(10);
});

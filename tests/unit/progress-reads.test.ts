import { expect, test } from 'vitest';
import { readWhileRewritten } from '#tests/helpers/progress-reads.ts';

/** The short form of tests/faults/progress-reads.test.ts. */
test('3,000 reads of a progress file that is being rewritten: none torn', { timeout: 60_000 }, async () => {
  const { torn, writes } = await readWhileRewritten(3000);
  expect(torn).toBe(0);
  expect(writes).toBeGreaterThan(50);
});

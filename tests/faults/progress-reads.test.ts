import { expect, test } from 'vitest';
import { readWhileRewritten } from '#tests/helpers/progress-reads.ts';

test('60,000 reads of a progress file that is being rewritten: none torn', async () => {
  const { torn, writes } = await readWhileRewritten(60_000);
  console.info(`60,000 reads, ${writes} writes, ${torn} torn`);
  expect(torn).toBe(0);
  expect(writes).toBeGreaterThan(1000);
});

import { expect, test } from 'vitest';
import { describeEachDatabase } from '#tests/helpers/databases.ts';
import { createStubFleet, queueStubs } from '#tests/helpers/stub-fleet.ts';
import { waitFor } from '#tests/helpers/wait.ts';
import { row } from '../db/job-steps.ts';
import { figure } from './harness/figures.ts';

const LEASE_MS = 60_000;

describeEachDatabase('a worker that is killed, with the real lease', (getDb, context) => {
  test('has its job taken over by another within the lease and 15 s', async () => {
    const fleet = await createStubFleet(context.env(), { timing: {}, concurrency: 1 });
    try {
      const [id = ''] = await queueStubs(getDb(), 1, 5000);
      const victim = fleet.start();
      await waitFor(async () => (await row(getDb(), id)).percent !== null, { timeoutMs: 20_000 });
      const killedAt = performance.now();
      await victim.end('SIGKILL', 1000);
      fleet.start();
      await waitFor(async () => (await row(getDb(), id)).attempts === 2, { timeoutMs: 120_000, what: 'the rescue' });
      const tookMs = Math.round(performance.now() - killedAt);
      figure(
        `rescue of a killed worker's job (${context.dialect})`,
        `${tookMs} ms after the kill, lease ${LEASE_MS} ms`,
      );
      expect(tookMs).toBeLessThan(LEASE_MS + 15_000);
      await waitFor(async () => (await row(getDb(), id)).status === 'succeeded', { timeoutMs: 30_000 });
    } finally {
      await fleet.stop();
    }
  });
});

import { expect, test } from 'vitest';
import { describeEachDatabase } from '#tests/helpers/databases.ts';
import { runWithKills } from '#tests/helpers/kill-run.ts';

/** The short form of tests/faults/killed-workers.test.ts. */
describeEachDatabase('workers that are killed', (getDb, context) => {
  test('120 jobs, 3 workers, 5 kills: none lost, none done twice', { timeout: 120_000 }, async () => {
    const result = await runWithKills(getDb(), context.env(), {
      jobs: 120,
      workers: 3,
      kills: 5,
      concurrency: 2,
      workMs: 150,
      timing: { leaseMs: 1500, sweepMs: 500, idleMs: 300 },
      timeoutMs: 60_000,
    });
    expect(result).toMatchObject({ lost: 0, doubled: 0, withoutEffect: 0, withoutFile: 0 });
  });
});

import { expect, test } from 'vitest';
import { describeEachDatabase } from '#tests/helpers/databases.ts';
import { runWithKills } from '#tests/helpers/kill-run.ts';
import { figure } from './harness/figures.ts';

/** FAULT_JOBS=300 FAULT_KILLS=6 for a short form. */
const jobs = Number(process.env.FAULT_JOBS ?? 10_000);
const kills = Number(process.env.FAULT_KILLS ?? 100);

describeEachDatabase('workers that are killed', (getDb, context) => {
  test(`${jobs} jobs, 4 workers, ${kills} kills: none lost, none done twice`, async () => {
    const result = await runWithKills(getDb(), context.env(), {
      jobs,
      workers: 4,
      kills,
      concurrency: 3,
      workMs: 200,
      timing: { leaseMs: 3000, sweepMs: 1000, idleMs: 500 },
      timeoutMs: 1_800_000,
    });
    const { lost, doubled, repeated, poisoned, tookMs } = result;
    figure(
      `kill -9 of workers (${context.dialect})`,
      `${jobs} jobs, 4 workers, ${kills} kills: ${lost} lost, ${doubled} doubled, ${repeated} begun again, ${poisoned} poisoned, ${Math.round(tookMs / 1000)} s`,
    );
    expect(result).toMatchObject({ lost: 0, doubled: 0, withoutEffect: 0, withoutFile: 0 });
    expect(result.repeated).toBeGreaterThan(0);
  });
});

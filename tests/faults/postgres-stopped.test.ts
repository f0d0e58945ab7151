import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { openDatabase } from '#db/client.ts';
import { postgresSource } from '#tests/helpers/databases.ts';
import { createStubFleet, effects, liveJobs, queueStubs } from '#tests/helpers/stub-fleet.ts';
import { waitFor } from '#tests/helpers/wait.ts';
import { figure } from './harness/figures.ts';

/** FAULT_DOWN_MS=8000 for a short form. */
const downMs = Number(process.env.FAULT_DOWN_MS ?? 65_000);

test(`PostgreSQL is stopped for ${downMs / 1000} s and started again: workers go on, nothing is lost or done twice`, async () => {
  const source = await postgresSource();
  const env = await source.create();
  const fleet = await createStubFleet(env, { timing: {}, concurrency: 3 });
  const db = await openDatabase(env);
  try {
    const ids = await queueStubs(db, 40, 400);
    const workers = [fleet.start(), fleet.start()];
    await waitFor(async () => (await liveJobs(db)) < 35, { what: 'the first jobs' });
    await source.server?.down();
    await sleep(downMs);
    expect(workers.some((worker) => worker.exited())).toBe(false);
    await source.server?.up();
    const startedAt = performance.now();
    const isDone = async () => (await effects(db)).length >= ids.length && (await liveJobs(db)) === 0;
    await waitFor(isDone, { timeoutMs: 120_000, what: 'the end of all jobs' });
    const tookMs = Math.round(performance.now() - startedAt);
    expect((await effects(db)).sort()).toEqual([...ids].sort());
    expect(workers.some((worker) => worker.exited())).toBe(false);
    expect(tookMs).toBeLessThan(30_000);
    figure('PostgreSQL stopped and started', `${downMs / 1000} s; 40 jobs, 0 lost, 0 doubled, done ${tookMs} ms after`);
  } finally {
    await fleet.stop();
    await db.close();
    await source.dispose();
  }
});

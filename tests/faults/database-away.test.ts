import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { openDatabase } from '#db/client.ts';
import { postgresSource } from '#tests/helpers/databases.ts';
import { createStubFleet, effects, queueStubs } from '#tests/helpers/stub-fleet.ts';
import { createTcpGate } from '#tests/helpers/tcp-gate.ts';
import { waitFor } from '#tests/helpers/wait.ts';
import { row } from '../db/job-steps.ts';
import { figure } from './harness/figures.ts';

const AWAY_MS = 65_000;

test('workers outlive a database that is away for more than a minute, and go on within 15 s', async () => {
  const postgres = await postgresSource();
  const env = await postgres.create();
  const url = new URL(env.databaseUrl);
  const gate = await createTcpGate({ host: url.hostname, port: Number(url.port) });
  url.port = String(gate.port);
  const fleet = await createStubFleet({ ...env, databaseUrl: url.href }, { timing: {}, concurrency: 2 });
  const db = await openDatabase(env);
  try {
    const workers = [fleet.start(), fleet.start()];
    const [long = ''] = await queueStubs(db, 1, 20_000);
    await waitFor(async () => (await row(db, long)).percent !== null, { timeoutMs: 20_000, what: 'the long job' });
    await gate.close();
    const short = await queueStubs(db, 10, 100);
    await sleep(AWAY_MS);
    expect(workers.some((worker) => worker.exited())).toBe(false);
    await gate.open();
    const openedAt = performance.now();
    for (const id of short) {
      await waitFor(async () => (await row(db, id)).status === 'succeeded', { timeoutMs: 60_000, what: 'a short job' });
    }
    const tookMs = Math.round(performance.now() - openedAt);
    await waitFor(async () => (await row(db, long)).status === 'succeeded', {
      timeoutMs: 60_000,
      what: 'the long job',
    });
    figure('database away for 65 s', `workers live, 10 jobs done ${tookMs} ms after it came back`);
    expect(tookMs).toBeLessThan(15_000);
    // Its lease ran out meanwhile, and still nobody else did it.
    expect(await row(db, long)).toMatchObject({ attempts: 1, crashCount: 0 });
    expect((await effects(db)).sort()).toEqual([long, ...short].sort());
    expect(workers.some((worker) => worker.exited())).toBe(false);
  } finally {
    await fleet.stop();
    await db.close();
    await gate.dispose();
    await postgres.dispose();
  }
});

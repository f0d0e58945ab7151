import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { describeEachDatabase } from '#tests/helpers/databases.ts';
import { createStubFleet, effects, queueStubs, type StubFleet } from '#tests/helpers/stub-fleet.ts';
import { waitFor } from '#tests/helpers/wait.ts';
import { row } from './job-steps.ts';

const WAIT = { timeoutMs: 30_000 };

describeEachDatabase('a worker that is stopped for longer than its lease', (getDb, context) => {
  let fleet: StubFleet;
  beforeEach(async () => {
    fleet = await createStubFleet(context.env(), {
      timing: { leaseMs: 1000, sweepMs: 400, graceMs: 500, idleMs: 300 },
      concurrency: 1,
    });
  });
  afterEach(() => fleet.stop());

  test('can write nothing when it wakes up, and goes on with other jobs', { timeout: 90_000 }, async () => {
    const [id = ''] = await queueStubs(getDb(), 1, 2500);
    const zombie = fleet.start();
    await waitFor(async () => (await row(getDb(), id)).percent !== null, { ...WAIT, what: 'the first part' });
    process.kill(zombie.pid, 'SIGSTOP');
    const other = fleet.start();
    await waitFor(async () => (await row(getDb(), id)).status === 'succeeded', { ...WAIT, what: 'the rescue' });
    const output = join(fleet.dataDir, 'output', id);
    expect(await readFile(output, 'utf8')).toBe(String(other.pid));
    const [before, { mtimeMs }] = await Promise.all([row(getDb(), id), stat(output)]);
    expect(before.attempts).toBe(2);

    process.kill(zombie.pid, 'SIGCONT');
    await waitFor(() => fleet.logs().includes('"status":"lost"'), { ...WAIT, what: 'the zombie to notice' });
    expect(await row(getDb(), id)).toEqual(before);
    expect(await effects(getDb())).toEqual([id]);
    expect(await readFile(output, 'utf8')).toBe(String(other.pid));
    expect((await stat(output)).mtimeMs).toBe(mtimeMs);

    await other.end('SIGTERM', 20_000);
    const [next = ''] = await queueStubs(getDb(), 1, 50);
    await waitFor(async () => (await row(getDb(), next)).status === 'succeeded', { ...WAIT, what: 'another job' });
    expect(zombie.exited()).toBe(false);
  });

  test('SIGTERM gives its job back without counting, and the process ends in order', { timeout: 90_000 }, async () => {
    const [id = ''] = await queueStubs(getDb(), 1, 600_000);
    const worker = fleet.start();
    await waitFor(async () => (await row(getDb(), id)).status === 'running', { ...WAIT, what: 'the job to begin' });
    const startedAt = performance.now();
    await worker.end('SIGTERM', 30_000);
    expect(performance.now() - startedAt).toBeLessThan(28_000);
    expect(fleet.logs()).toContain('[worker ended: 0]');
    expect(await row(getDb(), id)).toMatchObject({ status: 'queued', attempts: 0, crashCount: 0, leaseToken: null });
  });
});

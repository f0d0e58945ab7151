import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { describeEachDatabase } from '#tests/helpers/databases.ts';
import { createStubFleet, effects, queueStubs } from '#tests/helpers/stub-fleet.ts';
import { waitFor } from '#tests/helpers/wait.ts';
import { row } from '../db/job-steps.ts';
import { figure } from './harness/figures.ts';

describeEachDatabase('a worker that is stopped for longer than its lease of 60 s', (getDb, context) => {
  test('can write nothing when it wakes up', async () => {
    const fleet = await createStubFleet(context.env(), { timing: {}, concurrency: 1 });
    try {
      const [id = ''] = await queueStubs(getDb(), 1, 5000);
      const zombie = fleet.start();
      await waitFor(async () => (await row(getDb(), id)).percent !== null, { what: 'the first part' });
      process.kill(zombie.pid, 'SIGSTOP');
      const stoppedAt = performance.now();
      const other = fleet.start();
      const isDone = async () => (await row(getDb(), id)).status === 'succeeded';
      await waitFor(isDone, { timeoutMs: 150_000, what: 'the rescue' });
      const seconds = Math.round((performance.now() - stoppedAt) / 1000);
      const output = join(fleet.dataDir, 'output', id);
      const [before, { mtimeMs }] = await Promise.all([row(getDb(), id), stat(output)]);
      process.kill(zombie.pid, 'SIGCONT');
      await waitFor(() => fleet.logs().includes('"status":"lost"'), { what: 'the zombie to notice' });
      expect(await row(getDb(), id)).toEqual(before);
      expect(await effects(getDb())).toEqual([id]);
      expect(await readFile(output, 'utf8')).toBe(String(other.pid));
      expect((await stat(output)).mtimeMs).toBe(mtimeMs);
      figure(
        `SIGSTOP longer than the lease (${context.dialect})`,
        `stopped ${seconds} s, writes refused, output untouched`,
      );
    } finally {
      await fleet.stop();
    }
  });
});

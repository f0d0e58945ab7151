import { readdir } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { enqueueJob } from '#db/repositories/jobs/enqueue.ts';
import { restartJob } from '#db/repositories/jobs/restart.ts';
import { paths } from '#lib/server/paths.ts';
import { describeEachDatabase } from '#tests/helpers/databases.ts';
import { createTestRunner, heldHandler, type TestRunner } from '#tests/helpers/runner.ts';
import { waitFor } from '#tests/helpers/wait.ts';
import type { JobContext } from '#workers/registry.ts';
import { row } from './job-steps.ts';

describeEachDatabase('the places of a worker', (getDb) => {
  let runner: TestRunner;
  beforeEach(async () => {
    runner = await createTestRunner(getDb, { MAX_CONCURRENT_JOBS: '3' });
  });
  afterEach(() => runner.dispose());

  test('a new file is looked at while long jobs run and wait', async () => {
    const held = heldHandler();
    for (const kind of ['transcribe', 'render', 'transcribe'] as const) {
      await enqueueJob(getDb(), { kind, episodeId: null });
    }
    runner.run(held.handler);
    await waitFor(() => held.contexts.length === 2, { what: 'the long jobs' });
    await enqueueJob(getDb(), { kind: 'probe', episodeId: null });
    await waitFor(() => held.contexts.length === 3, { what: 'the third job' });
    expect(held.contexts.at(-1)?.job.kind).toBe('probe');
    held.release();
    await waitFor(() => held.contexts.length === 4, { what: 'the long job that waited' });
    held.release();
  });

  test('a job that is begun anew is told of, also where the first attempt ends after the second began', async () => {
    const episodeId = await runner.storeEpisode(getDb());
    const { id } = await enqueueJob(getDb(), { kind: 'transcribe', episodeId });
    const attempts: { context: JobContext; end: () => void }[] = [];
    runner.run(async (context) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      attempts.push({ context, end: resolve });
      await promise;
      return { effects: () => [] };
    });
    await waitFor(() => attempts.length === 1);
    expect(await restartJob(getDb(), await row(getDb(), id), { priority: 0 }, () => [])).toBe(true);
    await waitFor(() => attempts.length === 2 && attempts[0]?.context.signal.aborted === true);
    const [first, second] = attempts;
    first?.context.progress({ percent: 90, message: 'of the first' });
    first?.end();
    await waitFor(async () => (await readdir(paths.workDir(runner.env))).length === 1);
    second?.context.progress({ percent: 40, message: 'of the second' });
    await waitFor(async () => (await runner.progressOf(episodeId))?.message === 'of the second');
    expect(await runner.progressOf(episodeId)).toMatchObject({ percent: 40, attempt: 1 });
    second?.end();
    await waitFor(async () => (await row(getDb(), id)).status === 'succeeded');
    expect(await row(getDb(), id)).toMatchObject({ attempts: 1, crashCount: 0 });
  });
});

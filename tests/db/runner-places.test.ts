import { afterEach, beforeEach, expect, test } from 'vitest';
import { enqueueJob } from '#db/repositories/jobs/enqueue.ts';
import { describeEachDatabase } from '#tests/helpers/databases.ts';
import { createTestRunner, heldHandler, type TestRunner } from '#tests/helpers/runner.ts';
import { waitFor } from '#tests/helpers/wait.ts';

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
});

import { afterEach, beforeEach, expect, test } from 'vitest';
import { enqueueJob } from '#db/repositories/jobs/enqueue.ts';
import { AppError } from '#lib/server/app-error.ts';
import { describeEachDatabase } from '#tests/helpers/databases.ts';
import { createTestRunner, heldHandler, type TestRunner } from '#tests/helpers/runner.ts';
import { waitFor } from '#tests/helpers/wait.ts';
import { JOB_LIMITS_MS } from '#workers/job-limits.ts';
import { row } from './job-steps.ts';

describeEachDatabase('a handler that is told to stop', (getDb) => {
  let runner: TestRunner;
  beforeEach(async () => {
    runner = await createTestRunner(getDb, { MAX_CONCURRENT_JOBS: '2' });
  });
  afterEach(() => runner.dispose());

  test('and goes on ends the whole run, which brings back what it took; other jobs are given back', async () => {
    const other = heldHandler();
    const run = runner.run(
      (context) => (context.job.kind === 'suggest' ? new Promise<never>(() => undefined) : other.handler(context)),
      { timing: { leaveMs: 50, limitsMs: { ...JOB_LIMITS_MS, suggest: 1000 } } },
    );
    const ended = expect(run.done).rejects.toMatchObject({ name: 'DeafHandlerError' });
    const deaf = await enqueueJob(getDb(), { kind: 'suggest', episodeId: null });
    const bystander = await enqueueJob(getDb(), { kind: 'transcribe', episodeId: null });
    await ended;
    expect(await row(getDb(), deaf.id)).toMatchObject({ status: 'failed', errorCode: 'job_timeout' });
    expect(await row(getDb(), bystander.id)).toMatchObject({ status: 'queued', attempts: 0 });
  });

  test('but has found its file unusable by then fails with that reason, also at shutdown', async () => {
    const held = heldHandler();
    const run = runner.run(
      async (context) => {
        await held.handler(context).catch(() => undefined);
        throw new AppError('media_no_audio');
      },
      { timing: { graceMs: 50 } },
    );
    const { id } = await enqueueJob(getDb(), { kind: 'probe', episodeId: null });
    await waitFor(() => held.contexts.length === 1);
    await run.stop();
    expect(await row(getDb(), id)).toMatchObject({ status: 'failed', errorCode: 'media_no_audio' });
  });
});

import { access, mkdir, readdir, rmdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { deleteEpisode, updateEpisodeStatement } from '#db/repositories/episodes.ts';
import { enqueueJob, enqueueJobStatement } from '#db/repositories/jobs/enqueue.ts';
import { requestCancel } from '#db/repositories/jobs/request-cancel.ts';
import { AppError } from '#lib/server/app-error.ts';
import { BACKUP_WORK, paths } from '#lib/server/paths.ts';
import type { JobStatus } from '#lib/shared/states.ts';
import { describeEachDatabase } from '#tests/helpers/databases.ts';
import { createTestRunner, heldHandler, type TestRunner } from '#tests/helpers/runner.ts';
import { waitFor } from '#tests/helpers/wait.ts';
import { JOB_LIMITS_MS } from '#workers/job-limits.ts';
import { stopReasonOf } from '#workers/job-stopped.ts';
import { removeDeadWorkFolders } from '#workers/work-folder.ts';
import { claimed, episodeState, row } from './job-steps.ts';

describeEachDatabase('the runner', (getDb) => {
  let runner: TestRunner;
  beforeEach(async () => {
    runner = await createTestRunner(getDb, { MAX_CONCURRENT_JOBS: '2' });
  });
  afterEach(() => runner.dispose());

  const statusBecomes = (id: string, status: JobStatus) =>
    waitFor(async () => (await row(getDb(), id)).status === status, { what: `job ${status}` });
  const logOf = (text: string) => runner.logs.some((line) => line.includes(text));

  test('does the jobs of an episode one after the other and tells how far it is', async () => {
    const episodeId = await runner.storeEpisode(getDb());
    const seen: string[] = [];
    const run = runner.run(
      async ({ job, options, progress }) => {
        seen.push(`${job.kind} ${options.language}`);
        progress({ percent: 50, message: `half of ${job.kind}` });
        const next = job.kind === 'probe' ? 'transcribe' : null;
        return {
          effects: (tx) => [
            next
              ? enqueueJobStatement(tx, { kind: next, episodeId, payload: job.payload })
              : updateEpisodeStatement(tx, episodeId, { state: 'ready' }),
          ],
        };
      },
      { until: async () => (await episodeState(getDb(), episodeId)) === 'ready' },
    );
    await enqueueJob(getDb(), { kind: 'probe', episodeId, payload: { language: 'de' } });
    await run.done;
    expect(seen).toEqual(['probe de', 'transcribe de']);
    const progress = await runner.progressOf(episodeId);
    expect(progress).toMatchObject({ state: 'done', stage: 'done', percent: 100, error: null });
    expect(progress?.seq).toBeGreaterThan(1);
  });

  test('runs as many jobs at once as allowed', async () => {
    const held = heldHandler();
    const run = runner.run(held.handler);
    const ids = await Promise.all(
      [1, 2, 3].map(async () => (await enqueueJob(getDb(), { kind: 'suggest', episodeId: null })).id),
    );
    await waitFor(() => held.contexts.length === 2);
    expect(held.contexts[0]?.cpu).toBe(held.contexts[1]?.cpu);
    held.release();
    await waitFor(() => held.contexts.length === 3);
    held.release();
    for (const id of ids) await statusBecomes(id, 'succeeded');
    await run.stop();
  });

  test('a job has a private folder of its own while it runs', async () => {
    const held = heldHandler();
    runner.run(held.handler);
    const { id } = await enqueueJob(getDb(), { kind: 'suggest', episodeId: null });
    await waitFor(() => held.contexts.length === 1);
    const folder = held.contexts[0]?.workDir ?? '';
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    await mkdir(join(paths.workDir(runner.env), `${id}.deadbeef`));
    await mkdir(join(paths.workDir(runner.env), 'something-else'));
    await mkdir(join(paths.workDir(runner.env), `${BACKUP_WORK}${process.pid}`));
    const backup = join(paths.workDir(runner.env), `${BACKUP_WORK}${process.ppid}`);
    await mkdir(backup);
    expect(await removeDeadWorkFolders(getDb(), runner.env)).toBe(3);
    await access(folder);
    await rmdir(backup);
    held.release();
    await statusBecomes(id, 'succeeded');
    await waitFor(async () => (await readdir(paths.workDir(runner.env))).length === 0);
  });

  test('a cancel ends a running job within seconds', async () => {
    const held = heldHandler();
    runner.run(held.handler);
    const episodeId = await runner.storeEpisode(getDb());
    const { id } = await enqueueJob(getDb(), { kind: 'transcribe', episodeId });
    await waitFor(() => held.contexts.length === 1);
    await requestCancel(getDb(), id);
    await statusBecomes(id, 'canceled');
    const [context] = held.contexts;
    expect(context && stopReasonOf(context.signal)).toBe('canceled');
    expect(await episodeState(getDb(), episodeId)).toBe('canceled');
    await waitFor(async () => (await runner.progressOf(episodeId))?.state === 'canceled');
  });

  test('a failure is recorded with its code, and told', async () => {
    const episodeId = await runner.storeEpisode(getDb());
    const { id } = await enqueueJob(getDb(), { kind: 'probe', episodeId });
    runner.run(() => Promise.reject(new AppError('media_no_audio', { detail: 'only pictures' })));
    await statusBecomes(id, 'failed');
    expect(await row(getDb(), id)).toMatchObject({ errorCode: 'media_no_audio', errorMessage: 'only pictures' });
    await waitFor(async () => (await runner.progressOf(episodeId))?.error?.code === 'media_no_audio');
  });

  test('what nobody foresaw is recorded without detail, logged with its cause, and tried again', async () => {
    const { id } = await enqueueJob(getDb(), { kind: 'suggest', episodeId: null });
    runner.run(() => Promise.reject(new Error('secret path')));
    await waitFor(async () => (await row(getDb(), id)).errorCode === 'internal');
    expect(await row(getDb(), id)).toMatchObject({ errorMessage: null, maxAttempts: 3 });
    expect(logOf('secret path')).toBe(true);
  });

  test('no room on the disk is recorded as such', async () => {
    const { id } = await enqueueJob(getDb(), { kind: 'suggest', episodeId: null });
    const full = Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
    runner.run(() => Promise.reject(new Error('writing failed', { cause: full })));
    await waitFor(async () => (await row(getDb(), id)).errorCode === 'disk_full');
  });

  test('effects that cannot be written fail the attempt', async () => {
    const { id } = await enqueueJob(getDb(), { kind: 'suggest', episodeId: null });
    runner.run(async () => ({
      effects: (tx) => [enqueueJobStatement(tx, { kind: 'render', episodeId: 'no-such-episode' })],
    }));
    await waitFor(async () => (await row(getDb(), id)).errorCode === 'internal');
  });

  test('a handler that hangs is stopped at its limit', async () => {
    const { id } = await enqueueJob(getDb(), { kind: 'suggest', episodeId: null });
    runner.run(heldHandler().handler, { timing: { limitsMs: { ...JOB_LIMITS_MS, suggest: 100 } } });
    await statusBecomes(id, 'failed');
    expect((await row(getDb(), id)).errorCode).toBe('job_timeout');
  });

  test('at shutdown a short job finishes and a long one is given back without counting', async () => {
    const held = heldHandler();
    const run = runner.run(
      async (context) => {
        const isLong = context.job.kind === 'transcribe';
        context.progress({ percent: 1, message: '', etaMs: isLong ? 3_600_000 : 100 });
        return await held.handler(context);
      },
      { timing: { graceMs: 5000 } },
    );
    const short = await enqueueJob(getDb(), { kind: 'suggest', episodeId: null });
    const long = await enqueueJob(getDb(), { kind: 'transcribe', episodeId: null });
    await waitFor(() => held.contexts.length === 2);
    const stopped = run.stop();
    await statusBecomes(long.id, 'queued');
    expect((await row(getDb(), short.id)).status).toBe('running');
    held.release();
    await stopped;
    expect((await row(getDb(), short.id)).status).toBe('succeeded');
    expect(await row(getDb(), long.id)).toMatchObject({
      status: 'queued',
      attempts: 0,
      crashCount: 0,
      leaseToken: null,
    });
  });

  test('at shutdown a job that does not finish in the grace time is given back', async () => {
    const held = heldHandler();
    const run = runner.run(held.handler, { timing: { graceMs: 200 } });
    const { id } = await enqueueJob(getDb(), { kind: 'suggest', episodeId: null });
    await waitFor(() => held.contexts.length === 1);
    await run.stop();
    expect(await row(getDb(), id)).toMatchObject({ status: 'queued', attempts: 0 });
  });

  test('a job that went to someone else is dropped, and nothing of it written', async () => {
    const held = heldHandler();
    const run = runner.run(held.handler, { timing: { leaseMs: 300 } });
    const { id } = await enqueueJob(getDb(), { kind: 'transcribe', episodeId: await runner.storeEpisode(getDb()) });
    await waitFor(() => held.contexts.length === 1);
    const { jobs } = getDb().tables;
    await getDb().orm.update(jobs).set({ leaseToken: 'another', leaseOwner: 'other' }).where(eq(jobs.id, id));
    await waitFor(() => held.contexts[0]?.signal.aborted);
    await waitFor(() => logOf('"status":"lost"'));
    expect(await row(getDb(), id)).toMatchObject({ status: 'running', leaseToken: 'another', attempts: 1 });
    await run.stop();
  });

  test('keeping progress tells a handler that its job is no longer its own', async () => {
    const held = heldHandler(async (context) => {
      await context.kept();
      throw new Error('it went on');
    });
    runner.run(held.handler, { timing: { watchMs: 60_000 } });
    const { id } = await enqueueJob(getDb(), { kind: 'suggest', episodeId: null });
    await waitFor(() => held.contexts.length === 1);
    const { jobs } = getDb().tables;
    await getDb().orm.update(jobs).set({ leaseToken: 'another' }).where(eq(jobs.id, id));
    held.release();
    await waitFor(() => logOf('"status":"lost"'));
    expect(logOf('it went on')).toBe(false);
  });

  test('the job of an episode that is deleted ends', async () => {
    const held = heldHandler();
    runner.run(held.handler);
    const episodeId = await runner.storeEpisode(getDb());
    await enqueueJob(getDb(), { kind: 'transcribe', episodeId });
    await waitFor(() => held.contexts.length === 1);
    await deleteEpisode(getDb(), episodeId);
    await waitFor(() => held.contexts[0]?.signal.aborted);
    await waitFor(() => logOf('"status":"lost"'));
  });

  test('jobs that need speech wait until the engine is ready, others do not', async () => {
    let isReady = false;
    const held = heldHandler();
    runner.run(held.handler, { speech: { ready: () => isReady, lost: () => undefined } });
    await enqueueJob(getDb(), { kind: 'transcribe', episodeId: null, priority: 9 });
    await enqueueJob(getDb(), { kind: 'suggest', episodeId: null });
    await waitFor(() => held.contexts.length === 1);
    expect(held.jobs()[0]?.kind).toBe('suggest');
    isReady = true;
    await waitFor(() => held.contexts.length === 2);
    expect(held.jobs()[1]?.kind).toBe('transcribe');
  });

  test('an engine that is gone closes the gate and costs the job no attempt', async () => {
    let isReady = true;
    const { id } = await enqueueJob(getDb(), { kind: 'transcribe', episodeId: null });
    runner.run(() => Promise.reject(new AppError('engine_missing')), {
      speech: {
        ready: () => isReady,
        lost: () => {
          isReady = false;
        },
      },
    });
    await waitFor(() => !isReady);
    await statusBecomes(id, 'queued');
    expect(await row(getDb(), id)).toMatchObject({ attempts: 0, errorCode: null });
  });

  test('without a gate a missing engine fails the job at once', async () => {
    const { id } = await enqueueJob(getDb(), { kind: 'transcribe', episodeId: null });
    runner.run(() => Promise.reject(new AppError('engine_missing')));
    await statusBecomes(id, 'failed');
  });

  test('renders of one episode share their progress', async () => {
    const held = heldHandler();
    const episodeId = await runner.storeEpisode(getDb());
    for (const key of ['a', 'b', 'c', 'd']) {
      await enqueueJob(getDb(), { kind: 'render', episodeId, dedupeKey: `render:${key}` });
    }
    runner.run(held.handler); // after all of them are queued: how many there are is counted at each start
    await waitFor(() => held.contexts.length === 2);
    for (const context of held.contexts) context.progress({ percent: 50, message: 'half' });
    await waitFor(async () => (await runner.progressOf(episodeId))?.percent === 25);
    expect(await runner.progressOf(episodeId)).toMatchObject({ stage: 'render', message: 'Rendering clip 1 of 4' });
    held.release();
    await waitFor(() => held.contexts.length === 4);
    await waitFor(async () => (await runner.progressOf(episodeId))?.message === 'Rendering clip 3 of 4');
    held.contexts.at(-1)?.progress({ percent: 100, message: 'nearly' });
    await waitFor(async () => (await runner.progressOf(episodeId))?.percent === 75);
  });

  test('takes back the job of a dead worker and does it', async () => {
    const { id } = await enqueueJob(getDb(), { kind: 'suggest', episodeId: null, now: Date.now() - 200_000 });
    await claimed(getDb(), Date.now() - 100_000);
    runner.run(heldHandler().handler);
    await waitFor(async () => (await row(getDb(), id)).attempts === 2);
    expect(await row(getDb(), id)).toMatchObject({ status: 'running', crashCount: 1 });
  });

  test('a loop that dies ends the run, and its jobs are given back', async () => {
    const held = heldHandler();
    let isBroken = false;
    const run = runner.run(held.handler, {
      until: () => {
        if (isBroken) throw new Error('broken loop');
        return false;
      },
    });
    const { id } = await enqueueJob(getDb(), { kind: 'suggest', episodeId: null });
    await waitFor(() => held.contexts.length === 1);
    isBroken = true;
    await expect(run.done).rejects.toThrow('broken loop');
    expect(await row(getDb(), id)).toMatchObject({ status: 'queued', attempts: 0 });
  });
});

import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { failJob } from '#db/repositories/jobs/fail.ts';
import { recentJobs } from '#db/repositories/jobs/recent-jobs.ts';
import type { ErrorCode } from '#lib/shared/error-codes.ts';
import type { JobKind, JobStatus } from '#lib/shared/states.ts';
import { describeEachDatabase } from '#tests/helpers/databases.ts';
import { NOW, queued, running } from './job-steps.ts';

const HOUR_MS = 3_600_000;

describeEachDatabase('jobs that ended lately', (getDb) => {
  async function ended(kind: JobKind, status: JobStatus, agoMs: number, tookMs: number) {
    const { jobs } = getDb().tables;
    const job = await queued(getDb(), { kind });
    const finishedAt = NOW - agoMs;
    await getDb()
      .orm.update(jobs)
      .set({ status, finishedAt, startedAt: finishedAt - tookMs })
      .where(eq(jobs.id, job.id));
    return job;
  }

  test('none: zeros, and no run times', async () => {
    await queued(getDb(), { kind: 'probe' });
    const recent = await recentJobs(getDb(), NOW - HOUR_MS);
    expect(recent.byKind.probe).toEqual({ succeeded: 0, failed: 0, canceled: 0, poisoned: 0 });
    expect(recent.failures).toEqual({});
    const none = { probe: null, transcribe: null, suggest: null, render: null, model: null, archive: null };
    expect(recent).toMatchObject({ runMs: none, waitMs: none });
  });

  test('only those inside the window count', async () => {
    await ended('probe', 'succeeded', HOUR_MS, 10);
    await ended('probe', 'succeeded', HOUR_MS + 1, 99_000);
    await ended('render', 'canceled', 5, 10);
    const recent = await recentJobs(getDb(), NOW - HOUR_MS);
    expect(recent.byKind.probe.succeeded).toBe(1);
    expect(recent.byKind.render).toEqual({ succeeded: 0, failed: 0, canceled: 1, poisoned: 0 });
    expect(recent.runMs.probe).toEqual({ p50: 10, p95: 10, max: 10 });
    expect(recent.runMs.render).toBeNull();
  });

  test('run times by kind are those that so many jobs stayed within', async () => {
    for (let took = 20; took >= 1; took -= 1) await ended('render', 'succeeded', 0, took * 1000);
    for (const took of [4_000_000_000, 7, 8]) await ended('transcribe', 'succeeded', 0, took);
    await ended('render', 'succeeded', 0, -500); // the clock was set back
    const { runMs } = await recentJobs(getDb(), NOW - HOUR_MS);
    expect(runMs.render).toEqual({ p50: 10_000, p95: 19_000, max: 20_000 });
    expect(runMs.transcribe).toEqual({ p50: 8, p95: 4_000_000_000, max: 4_000_000_000 });
  });

  test('failures are counted by their code', async () => {
    const fail = async (code: ErrorCode) => failJob(getDb(), (await running(getDb())).lease, { code });
    for (const code of ['model_language', 'media_unreadable', 'media_unreadable'] as const) await fail(code);
    const recent = await recentJobs(getDb(), 0);
    expect(recent.failures).toEqual({ media_unreadable: 2, model_language: 1 });
    expect(recent.byKind.transcribe.failed).toBe(3);
  });
});

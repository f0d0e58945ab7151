import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database, DatabaseEnv } from '#db/client.ts';
import { listJobs } from '#db/repositories/jobs/list-jobs.ts';
import { retryJob } from '#db/repositories/jobs/retry.ts';
import type { ManagedProcess } from './managed-process.ts';
import { createStubFleet, effects, type FleetTiming, liveJobs, queueStubs } from './stub-fleet.ts';
import { waitFor } from './wait.ts';

export interface KillRun {
  readonly jobs: number;
  readonly workers: number;
  readonly kills: number;
  readonly concurrency: number;
  readonly workMs: number;
  readonly timing: FleetTiming;
  readonly timeoutMs: number;
}

export interface KillResult {
  /** Jobs that did not succeed. */
  readonly lost: number;
  /** Effects beyond one a job. */
  readonly doubled: number;
  /** Jobs without their effect, or without their file. */
  readonly withoutEffect: number;
  readonly withoutFile: number;
  /** Jobs that were begun more than once. */
  readonly repeated: number;
  /** Jobs that were hit twice in a row before their first kept part; started again by hand, as a person would. */
  readonly poisoned: number;
  readonly tookMs: number;
}

/** Lets workers do stub jobs and kills them with SIGKILL on the way, each replaced at once. */
export async function runWithKills(db: Database, databaseEnv: DatabaseEnv, run: KillRun): Promise<KillResult> {
  const fleet = await createStubFleet(databaseEnv, run);
  const startedAt = performance.now();
  try {
    const ids = await queueStubs(db, run.jobs, run.workMs);
    const workers: ManagedProcess[] = Array.from({ length: run.workers }, () => fleet.start());
    for (let kill = 0; kill < run.kills; kill += 1) {
      // Spread over the run: the last one comes while a tenth of the jobs is left.
      const left = run.jobs * (1 - (0.9 * (kill + 1)) / run.kills);
      await waitFor(async () => (await liveJobs(db)) <= left, {
        timeoutMs: run.timeoutMs,
        everyMs: 40,
        what: `kill ${kill + 1}; ${fleet.logs().slice(-2000)}`,
      });
      const victim = Math.floor(Math.random() * workers.length);
      await workers[victim]?.end('SIGKILL', 1000);
      workers[victim] = fleet.start();
    }
    await waitFor(async () => (await liveJobs(db)) === 0, { timeoutMs: run.timeoutMs, what: 'the end of all jobs' });
    const poisoned = await listJobs(db, { statuses: ['poisoned'], limit: run.jobs });
    for (const job of poisoned) await retryJob(db, job.id);
    await waitFor(async () => (await liveJobs(db)) === 0, { timeoutMs: run.timeoutMs, what: 'the poisoned jobs' });
    const { jobs } = db.tables;
    const rows = await db.orm.select({ id: jobs.id, status: jobs.status, attempts: jobs.attempts }).from(jobs);
    const succeeded = new Set(rows.filter((row) => row.status === 'succeeded').map((row) => row.id));
    const made = await effects(db);
    const withEffect = new Set(made);
    const files = new Set(await readdir(join(fleet.dataDir, 'output')));
    return {
      lost: ids.filter((id) => !succeeded.has(id)).length,
      doubled: made.length - withEffect.size,
      withoutEffect: ids.filter((id) => !withEffect.has(id)).length,
      withoutFile: ids.filter((id) => !files.has(id)).length,
      repeated: rows.filter((row) => row.attempts > 1).length,
      poisoned: poisoned.length,
      tookMs: Math.round(performance.now() - startedAt),
    };
  } finally {
    await fleet.stop();
  }
}

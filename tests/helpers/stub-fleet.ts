import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { count, eq, inArray } from 'drizzle-orm';
import { atomic } from '#db/atomic.ts';
import type { Database, DatabaseEnv } from '#db/client.ts';
import { enqueueJobStatement } from '#db/repositories/jobs/enqueue.ts';
import { newId } from '#lib/shared/ids.ts';
import { LIVE_JOB_STATUSES } from '#lib/shared/states.ts';
import { projectRoot } from '#scripts/supervisor/commands.ts';
import type { RunnerTiming } from '#workers/runner.ts';
import { type ManagedProcess, spawnManaged } from './managed-process.ts';

/** Milliseconds; what is not given is as in the real worker. */
export type FleetTiming = Partial<Pick<RunnerTiming, 'leaseMs' | 'sweepMs' | 'graceMs' | 'idleMs'>>;

/** Stub workers as real processes on one database. */
export interface StubFleet {
  readonly dataDir: string;
  readonly logs: () => string;
  start(): ManagedProcess;
  stop(): Promise<void>;
}

/** @param options.concurrency jobs at once in each worker */
export async function createStubFleet(
  databaseEnv: DatabaseEnv,
  options: { timing: FleetTiming; concurrency: number; nodeArgs?: readonly string[] },
): Promise<StubFleet> {
  const dataDir = await mkdtemp(join(tmpdir(), 'podpromo-fleet-'));
  const log: string[] = [];
  const started: ManagedProcess[] = [];
  return {
    dataDir,
    logs: () => log.join(''),
    start() {
      const worker = spawnManaged(
        {
          name: 'worker',
          file: process.execPath,
          args: [...(options.nodeArgs ?? []), join(projectRoot, 'tests', 'helpers', 'stub-worker.ts')],
          cwd: projectRoot,
          env: {
            NODE_ENV: 'production',
            PATH: process.env.PATH ?? '',
            HOME: process.env.HOME ?? '',
            DATABASE_URL: databaseEnv.databaseUrl,
            DATABASE_POOL_SIZE: '3',
            DATA_DIR: dataDir,
            LOG_LEVEL: 'info',
            MAX_CONCURRENT_JOBS: String(options.concurrency),
            STUB_TIMING: JSON.stringify(options.timing),
          },
        },
        log,
      );
      started.push(worker);
      return worker;
    },
    async stop() {
      await Promise.all(started.map((worker) => worker.end('SIGKILL', 5000)));
      await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Queues stub jobs. @returns their ids. */
export async function queueStubs(db: Database, jobs: number, workMs: number): Promise<string[]> {
  const ids = Array.from({ length: jobs }, () => newId());
  for (let from = 0; from < jobs; from += 200) {
    const some = ids.slice(from, from + 200);
    await atomic(db, (tx) =>
      some.map((id) => enqueueJobStatement(tx, { id, kind: 'suggest', episodeId: null, payload: { workMs } })),
    );
  }
  return ids;
}

/** How many jobs wait or run. */
export async function liveJobs(db: Database): Promise<number> {
  const { jobs } = db.tables;
  const [row] = await db.orm
    .select({ jobs: count() })
    .from(jobs)
    .where(inArray(jobs.status, [...LIVE_JOB_STATUSES]));
  return row?.jobs ?? 0;
}

/** Which jobs had their effect, one entry for each time. */
export async function effects(db: Database): Promise<string[]> {
  const { episodes } = db.tables;
  const rows = await db.orm.select({ title: episodes.title }).from(episodes).where(eq(episodes.fileName, 'effect'));
  return rows.map((row) => row.title);
}

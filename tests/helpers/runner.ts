import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pino from 'pino';
import type { Database } from '#db/client.ts';
import type { JobRow } from '#db/rows.ts';
import { readJson } from '#lib/server/atomic-json.ts';
import { type Env, readEnv } from '#lib/server/env.ts';
import type { Logger } from '#lib/server/logger.ts';
import { paths } from '#lib/server/paths.ts';
import { type Progress, progressSchema } from '#lib/shared/progress.ts';
import { createRegistry, type JobContext, type JobHandler } from '#workers/registry.ts';
import { type RunOptions, runJobs } from '#workers/runner.ts';
import { episode } from '../db/rows.ts';

const nothing: JobHandler = async () => ({ effects: () => [] });

/** A runner inside the test, with a data folder of its own. */
export interface TestRunner {
  readonly env: Env;
  readonly logs: string[];
  readonly logger: Logger;
  /** Starts it; ended by `stop`. @param handle does every job, whatever its kind. */
  run(handle: JobHandler, options?: Partial<RunOptions>): TestRun;
  /** The episode's row and folder. */
  storeEpisode(db: Database): Promise<string>;
  progressOf(episodeId: string): Promise<Progress | null>;
  dispose(): Promise<void>;
}

export interface TestRun {
  readonly done: Promise<void>;
  stop(): Promise<void>;
}

export async function createTestRunner(
  getDb: () => Database,
  variables: Record<string, string> = {},
): Promise<TestRunner> {
  const dataDir = await mkdtemp(join(tmpdir(), 'podpromo-runner-'));
  const env = readEnv({ DATA_DIR: dataDir, CPU_THREADS: '2', ...variables });
  const logs: string[] = [];
  const logger = pino({ level: 'debug' }, { write: (line: string) => logs.push(line) });
  const running: TestRun[] = [];
  return {
    env,
    logs,
    logger,
    run(handle, options = {}) {
      const stopping = new AbortController();
      const handlers = createRegistry({
        probe: handle,
        transcribe: handle,
        suggest: handle,
        render: handle,
        model: handle,
        archive: handle,
      });
      const timing = { idleMs: 50, watchMs: 50, sweepMs: 200, graceMs: 200, ...options.timing };
      const done = runJobs({ env, db: getDb(), logger, handlers, signal: stopping.signal, ...options, timing });
      const run: TestRun = {
        done,
        async stop() {
          stopping.abort();
          await done;
        },
      };
      running.push(run);
      return run;
    },
    async storeEpisode(db) {
      const row = episode();
      await db.orm.insert(db.tables.episodes).values(row);
      await mkdir(dirname(paths.progressFile(env, row.id)), { recursive: true });
      return row.id;
    },
    progressOf: (episodeId) => readJson(paths.progressFile(env, episodeId), progressSchema),
    async dispose() {
      await Promise.allSettled(running.map((run) => run.stop()));
      await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** A handler that a test lets go on when it likes. */
export function heldHandler(then: JobHandler = nothing) {
  const contexts: JobContext[] = [];
  const gates: (() => void)[] = [];
  const handler: JobHandler = async (context) => {
    contexts.push(context);
    await new Promise<void>((resolve, reject) => {
      gates.push(resolve);
      context.signal.addEventListener('abort', () => reject(context.signal.reason), { once: true });
    });
    return await then(context);
  };
  const jobs = (): JobRow[] => contexts.map((context) => context.job);
  const release = () => {
    for (const open of gates.splice(0)) open();
  };
  return { handler, contexts, jobs, release };
}

import { z } from 'zod';
import { openDatabase } from '#db/client.ts';
import { readEnv } from '#lib/server/env.ts';
import { createLogger } from '#lib/server/logger.ts';
import { patiently } from '#workers/patience.ts';
import { runJobs } from '#workers/runner.ts';
import { shutdownSignal } from '#workers/shutdown.ts';
import { stubHandlers } from './stub-handlers.ts';

/** A worker process with the real runner and stub handlers, for tests that kill it. */
const timing = z
  .object({ leaseMs: z.number(), sweepMs: z.number(), graceMs: z.number(), idleMs: z.number() })
  .partial()
  .parse(JSON.parse(process.env.STUB_TIMING ?? '{}'));
const env = readEnv();
const logger = createLogger(env.logLevel, 'stub-worker');
const signal = shutdownSignal(logger);
const db = await patiently(() => openDatabase(env, logger), { signal, logger });
await runJobs({ env, db, logger, handlers: stubHandlers, signal, timing });
await db.close();
process.exit(0);

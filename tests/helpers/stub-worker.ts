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
  .object({ STUB_LEASE_MS: z.coerce.number().positive(), STUB_SWEEP_MS: z.coerce.number().positive() })
  .transform(({ STUB_LEASE_MS, STUB_SWEEP_MS }) => ({ leaseMs: STUB_LEASE_MS, sweepMs: STUB_SWEEP_MS, idleMs: 300 }))
  .parse(process.env);
const env = readEnv();
const logger = createLogger(env.logLevel, 'stub-worker');
const signal = shutdownSignal(logger);
const db = await patiently(() => openDatabase(env, logger), { signal, logger });
await runJobs({ env, db, logger, handlers: stubHandlers, signal, timing });
await db.close();
process.exit(0);

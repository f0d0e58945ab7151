import type { Database } from '#db/types.ts';
import type { Env } from '#lib/server/env.ts';
import type { Logger } from '#lib/server/logger.ts';
import { reportMissingFiles } from '#lib/server/storage/missing-files.ts';
import { sweepOrphans } from '#lib/server/storage/sweep-orphans.ts';
import { sweepRenders } from '#lib/server/storage/sweep-renders.ts';
import { sweepSounds } from '#lib/server/storage/sweep-sounds.ts';
import { between, pause } from './pause.ts';

/** Long after the start, so that it does not stand in the way of what a restart has to do first. */
const FIRST_MS = 5 * 60_000;
/** Node's timers fire at once when asked for more than 24 days. */
const LONGEST_MS = 7 * 24 * 3_600_000;
const SHORTEST_MS = 60_000;

/** Removes files that belong to nobody or that nobody needs any more, and reports rows whose file is gone, every CLEANUP_INTERVAL_HOURS, until the signal aborts. */
export async function cleanUpRegularly(options: {
  readonly env: Env;
  readonly db: Database;
  readonly logger: Logger;
  readonly signal: AbortSignal;
}): Promise<void> {
  const { env, db, logger, signal } = options;
  const everyMs = Math.min(Math.max(env.cleanupIntervalMs, SHORTEST_MS), LONGEST_MS);
  await pause(Math.min(FIRST_MS, everyMs), signal);
  while (!signal.aborted) {
    try {
      await sweepOrphans(db, env, logger);
    } catch (error) {
      logger.warn({ err: error }, 'files without a row could not be looked for');
    }
    try {
      await sweepRenders(db, env, logger);
    } catch (error) {
      logger.warn({ err: error }, 'files of replaced clips could not be looked for');
    }
    try {
      await sweepSounds(db, env, logger);
    } catch (error) {
      logger.warn({ err: error }, 'sound of ended transcriptions could not be looked for');
    }
    try {
      await reportMissingFiles(db, env, logger);
    } catch (error) {
      logger.warn({ err: error }, 'rows without their file could not be looked for');
    }
    await pause(between(everyMs * 0.9, everyMs * 1.1), signal);
  }
}

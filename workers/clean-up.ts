import { takeTurn } from '#db/repositories/turns.ts';
import type { Database } from '#db/types.ts';
import type { Env } from '#lib/server/env.ts';
import type { Logger } from '#lib/server/logger.ts';
import { archiveByRule } from '#lib/server/storage/archive-by-rule.ts';
import { cleanUp } from '#lib/server/storage/clean-up/run.ts';
import { reportMissingFiles } from '#lib/server/storage/missing-files.ts';
import { isRoomEased, isRoomShort } from '#lib/server/storage/pressure.ts';
import { between, pause } from './pause.ts';

/** Long after the start, so that it does not stand in the way of what a restart has to do first. */
const FIRST_MS = 5 * 60_000;
/** Node's timers fire at once when asked for more than 24 days. */
const LONGEST_MS = 7 * 24 * 3_600_000;
const SHORTEST_MS = 60_000;
/** How often is looked whether room is short. */
const LOOK_MS = 60_000;

interface CleaningUp {
  readonly env: Env;
  readonly db: Database;
  readonly logger: Logger;
  readonly signal: AbortSignal;
}

/**
 * Removes what nobody needs any more and reports rows whose file is gone, every CLEANUP_INTERVAL_HOURS, and removes
 * more as soon as room is short, until the signal aborts. Of several workers one does it.
 */
export async function cleanUpRegularly(options: CleaningUp): Promise<void> {
  await Promise.all([atIntervals(options), onPressure(options)]);
}

async function atIntervals({ env, db, logger, signal }: CleaningUp): Promise<void> {
  const everyMs = Math.min(Math.max(env.cleanupIntervalMs, SHORTEST_MS), LONGEST_MS);
  await pause(Math.min(FIRST_MS, everyMs), signal);
  while (!signal.aborted) {
    try {
      if (await takeTurn(db, 'clean-up', everyMs / 2)) {
        await cleanUp({ env, db, logger }, { trigger: 'interval' });
        await archiveByRule(db, logger);
      }
    } catch (error) {
      logger.warn({ err: error }, 'nothing could be cleaned up');
    }
    try {
      await reportMissingFiles(db, env, logger);
    } catch (error) {
      logger.warn({ err: error }, 'rows without their file could not be looked for');
    }
    await pause(between(everyMs * 0.9, everyMs * 1.1), signal);
  }
}

async function onPressure({ env, db, logger, signal }: CleaningUp): Promise<void> {
  const context = { env, db, logger };
  while (!signal.aborted) {
    await pause(between(LOOK_MS * 0.75, LOOK_MS * 1.25), signal);
    if (signal.aborted) return;
    try {
      if (!(await isRoomShort(context)) || !(await takeTurn(db, 'pressure', LOOK_MS / 2))) continue;
      const { items, bytes } = await cleanUp(context, { trigger: 'pressure', enough: () => isRoomEased(context) });
      if (items > 0) logger.warn({ items, bytes }, 'room was short: removed what can be missed');
    } catch (error) {
      logger.warn({ err: error }, 'room is short, and nothing could be removed');
    }
  }
}

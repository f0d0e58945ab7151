import { AppError } from '#lib/server/app-error.ts';
import type { Logger } from '#lib/server/logger.ts';
import { between, pause } from './pause.ts';

const FIRST_MS = 250;
const LONGEST_MS = 5000;

/** Whether the database cannot be asked right now, but may be later: it is away, or has no room to write. */
export function isAway(error: unknown): boolean {
  return error instanceof AppError && (error.code === 'database_unavailable' || error.code === 'disk_full');
}

/**
 * Asks the database until it answers. So the worker, its jobs and their children outlive an outage.
 *
 * @param run has no other effects than in the database.
 * @throws what `run` throws for any other reason; the database's error once the signal aborts.
 */
export async function patiently<T>(
  run: () => Promise<T>,
  { signal, logger }: { signal: AbortSignal; logger: Logger },
): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    try {
      const result = await run();
      if (tries > 0) logger.info({ tries }, 'the database answers again');
      return result;
    } catch (error) {
      if (!isAway(error) || signal.aborted) throw error;
      if (tries === 0) logger.warn({ err: error }, 'the database does not answer; asking on');
      await pause(between(FIRST_MS, Math.min(LONGEST_MS, FIRST_MS * 2 ** tries)), signal);
    }
  }
}

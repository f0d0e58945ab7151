import { databaseNow } from '#db/repositories/jobs/clock.ts';
import { sweepExpired } from '#db/repositories/jobs/sweep-expired.ts';
import type { Database } from '#db/types.ts';
import type { Logger } from '#lib/server/logger.ts';
import { isAway } from './patience.ts';
import { between, pause } from './pause.ts';
import type { ProgressBoard } from './progress-board.ts';
import { SteadyClock } from './steady-clock.ts';

export interface Sweeping {
  readonly db: Database;
  readonly logger: Logger;
  readonly board: ProgressBoard;
  readonly leaseMs: number;
  /** The longest time between two looks; each is half to all of it, at random. */
  readonly everyMs: number;
  /** There may be something to claim. */
  readonly onRescued: () => void;
  readonly signal: AbortSignal;
}

/** After an outage the heartbeats of others come this late at most: a wait (patience.ts) and a new connection. */
const ASKING_MS = 12_000;

/** Takes back the jobs of dead workers until the signal aborts. @throws what is no outage. */
export async function sweepJobs({ db, logger, board, leaseMs, everyMs, onRescued, signal }: Sweeping): Promise<void> {
  const clock = new SteadyClock(leaseMs / 2 + ASKING_MS);
  while (!signal.aborted) {
    try {
      const now = await databaseNow(db);
      // Judged by that very time, so that a jump between the two cannot pass unseen.
      const swept = clock.trusts(now, performance.now(), everyMs) ? await sweepExpired(db, now) : [];
      for (const job of swept) {
        logger.warn({ jobId: job.id, kind: job.kind, status: job.status }, 'job of a dead worker taken back');
        if (job.episodeId !== null) await board.refresh(job.episodeId);
      }
      if (swept.length > 0) onRescued();
    } catch (error) {
      if (!isAway(error)) throw error;
      clock.distrust(performance.now());
    }
    await pause(between(everyMs / 2, everyMs), signal);
  }
}

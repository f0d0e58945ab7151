import { listWorkers } from '#db/repositories/workers.ts';
import type { WorkerRow } from '#db/rows.ts';
import type { Database } from '#db/types.ts';
import type { SystemView } from '#lib/shared/api/system.ts';

/** Workers say that they live every few seconds; after so long without a word one is gone. */
const ALIVE_MS = 45_000;

export interface WorkerStatus {
  readonly worker: SystemView['worker'];
  readonly speech: SystemView['speech'];
}

/** Whether somebody works, and how the speech engine is doing. */
export async function workerStatus(db: Database, now: number = Date.now()): Promise<WorkerStatus> {
  return describeWorkers(await listWorkers(db), now);
}

/** @param workers the one heard of last first */
export function describeWorkers(workers: readonly WorkerRow[], now: number): WorkerStatus {
  const living = workers.find((worker) => isWorkerAlive(worker, now));
  const worker = { alive: living !== undefined, lastSeenAt: (living ?? workers[0])?.lastSeenAt ?? null };
  if (!living) return { worker, speech: unknownSpeech('The worker is not running. Start PodPromo again.') };
  return { worker, speech: living.speech ?? unknownSpeech('The worker is starting.') };
}

/** One that was last heard of in the future died while the clock was ahead. */
export function isWorkerAlive(worker: Pick<WorkerRow, 'lastSeenAt'>, now: number): boolean {
  return Math.abs(now - worker.lastSeenAt) < ALIVE_MS;
}

function unknownSpeech(message: string): SystemView['speech'] {
  return { state: 'unknown', message, percent: null, wordTimes: null };
}

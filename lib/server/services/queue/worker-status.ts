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
  const [latest] = workers;
  const alive = latest !== undefined && isWorkerAlive(latest, now);
  const worker = { alive, lastSeenAt: latest?.lastSeenAt ?? null };
  if (!alive) return { worker, speech: unknownSpeech('The worker is not running. Start PodPromo again.') };
  return { worker, speech: latest.speech ?? unknownSpeech('The worker is starting.') };
}

export function isWorkerAlive(worker: Pick<WorkerRow, 'lastSeenAt'>, now: number): boolean {
  return now - worker.lastSeenAt < ALIVE_MS;
}

function unknownSpeech(message: string): SystemView['speech'] {
  return { state: 'unknown', message, percent: null, wordTimes: null };
}

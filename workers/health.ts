import { removeLostWorkers, removeWorker, touchWorker } from '#db/repositories/workers.ts';
import type { Database } from '#db/types.ts';
import type { Logger } from '#lib/server/logger.ts';
import type { SpeechStatus } from './engines/status.ts';
import { measureWorker } from './measure.ts';
import { isAway, patiently } from './patience.ts';
import { Bell, pause } from './pause.ts';

const EVERY_MS = 5000;
/** A build prints many lines a second; the row changes at most this often. */
const CALM_MS = 1000;
const LOST_MS = 3_600_000;

export interface WorkerHealth {
  /** Call when the speech engine's state changes. */
  changed(): void;
  /** Tells that the worker lives until the signal aborts, then takes its row away. @throws what is no outage. */
  run(): Promise<void>;
}

/** Keeps the worker's row: how the web process knows that there is one, and in what state its engines are. */
export function createWorkerHealth(options: {
  readonly db: Database;
  readonly logger: Logger;
  readonly id: string;
  readonly speech: () => SpeechStatus;
  readonly signal: AbortSignal;
}): WorkerHealth {
  const { db, logger, id, signal } = options;
  const bell = new Bell();
  const startedAt = Date.now();

  const touch = () =>
    touchWorker(db, {
      id,
      pid: process.pid,
      startedAt,
      lastSeenAt: Date.now(),
      speech: options.speech(),
      metrics: measureWorker(),
    });

  async function farewell(): Promise<void> {
    try {
      await removeWorker(db, id);
    } catch (error) {
      if (!isAway(error)) throw error;
      logger.warn({ err: error }, 'the row of this worker stays');
    }
  }

  return {
    changed: () => bell.ring(),
    async run() {
      try {
        await patiently(() => removeLostWorkers(db, Date.now() - LOST_MS), { signal, logger });
        while (!signal.aborted) {
          await patiently(touch, { signal, logger });
          await pause(CALM_MS, signal);
          await bell.pause(EVERY_MS - CALM_MS, signal);
        }
      } catch (error) {
        if (!(signal.aborted && isAway(error))) throw error;
      }
      await farewell();
    },
  };
}

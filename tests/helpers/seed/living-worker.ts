import { openDatabase } from '#db/client.ts';
import { touchWorker } from '#db/repositories/workers.ts';
import { readEnv } from '#lib/server/env.ts';
import { createLogger } from '#lib/server/logger.ts';
import { newId } from '#lib/shared/ids.ts';

const EVERY_MS = 3000;

/** A worker that gives signs of life and does nothing. @returns what ends it */
export async function startLivingWorker(dataDir: string): Promise<() => Promise<void>> {
  const db = await openDatabase(readEnv({ DATA_DIR: dataDir }), createLogger('silent', 'seed'));
  const [id, startedAt] = [newId(), Date.now()];
  const speech = { state: 'ready', message: 'Whisper base is ready.', percent: null, wordTimes: 'fine' } as const;
  const touch = () => touchWorker(db, { id, pid: process.pid, startedAt, lastSeenAt: Date.now(), speech });
  await touch();
  const timer = setInterval(() => void touch(), EVERY_MS);
  return async () => {
    clearInterval(timer);
    await db.close();
  };
}

import { openDatabase } from '#db/client.ts';
import { EnvError, readEnv } from '#lib/server/env.ts';
import { recordFailures } from '#lib/server/failures/failure-recorder.ts';
import { giveWay } from '#lib/server/give-way.ts';
import { createLogger, type Logger } from '#lib/server/logger.ts';
import { newId } from '#lib/shared/ids.ts';
import { backUpRegularly } from './back-up.ts';
import { cleanUpRegularly } from './clean-up.ts';
import { removeEngineLeftovers } from './engines/leftovers.ts';
import { prepareSpeech } from './engines/prepare-speech.ts';
import { handlers } from './handlers/index.ts';
import { createWorkerHealth } from './health.ts';
import { isAway, patiently } from './patience.ts';
import { Bell } from './pause.ts';
import { runJobs } from './runner.ts';
import { shutdownSignal } from './shutdown.ts';
import { createSpeechKeeper } from './speech-gate.ts';
import { sweepUploadsRegularly } from './upload-sweep.ts';
import { removeDeadWorkFolders } from './work-folder.ts';

/**
 * The worker: does jobs until SIGTERM. Ends whole when one of its loops ends; the supervisor starts it anew.
 *
 * @returns the exit code
 */
async function work(env: ReturnType<typeof readEnv>, logger: Logger, shutdown: AbortSignal): Promise<number> {
  const stop = new AbortController();
  if (shutdown.aborted) return 0;
  shutdown.addEventListener('abort', () => stop.abort(), { once: true });
  const { signal } = stop;
  const id = newId();
  const db = await patiently(() => openDatabase(env, logger), { signal, logger });
  const failures = recordFailures({ database: async () => db, retentionMs: env.metricsRetentionMs });
  try {
    const removed = await patiently(() => removeDeadWorkFolders(db, env), { signal, logger });
    await removeEngineLeftovers(env).catch((error: unknown) => {
      logger.warn({ err: error }, 'what killed builds and downloads left could not be removed');
    });
    logger.info({ worker: id, pid: process.pid, removedWorkFolders: removed }, 'worker started');
    const bell = new Bell();
    const ring = () => bell.ring();
    const speech = createSpeechKeeper({
      env,
      logger,
      signal,
      prepare: prepareSpeech,
      onStatus: () => health.changed(),
      onReady: ring,
    });
    const health = createWorkerHealth({ db, logger, id, speech: speech.status, signal });
    const loops = [
      runJobs({ env, db, logger, handlers, speech, signal, owner: id, bell }),
      health.run(),
      speech.run(),
      sweepUploadsRegularly({ env, db, logger, onCompleted: ring, signal }),
      cleanUpRegularly({ env, db, logger, signal }),
      backUpRegularly({ env, logger, signal }),
    ];
    try {
      await Promise.all(loops);
    } finally {
      stop.abort();
      await Promise.allSettled(loops);
    }
    return 0;
  } catch (error) {
    if (shutdown.aborted && isAway(error)) return 0;
    // Here, while it can still be counted.
    logger.fatal({ err: error }, 'the worker ends');
    return 1;
  } finally {
    await failures.stop();
    await db.close();
  }
}

const logger = createLogger('info', 'worker');
const shutdown = shutdownSignal(logger);
giveWay();
try {
  const env = readEnv();
  logger.level = env.logLevel;
  process.exit(await work(env, logger, shutdown));
} catch (error) {
  if (shutdown.aborted && isAway(error)) process.exit(0);
  if (error instanceof EnvError) logger.fatal(error.message);
  else logger.fatal({ err: error }, 'the worker cannot start');
  process.exit(1);
}

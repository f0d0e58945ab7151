import type { Logger } from '#lib/server/logger.ts';

/** Less than the supervisor and container platforms wait before they kill. */
const LAST_MS = 25_000;

/**
 * The signal that SIGTERM and Ctrl-C abort. The process then ends in order, and in any case within 25 s; a second
 * signal ends it at once. Children are killed when it exits (run-child.ts).
 */
export function shutdownSignal(logger: Logger): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    process.on(name, () => {
      if (controller.signal.aborted) {
        logger.warn({ signal: name }, 'ending at once');
        process.exit(1);
      }
      logger.info({ signal: name }, 'ending');
      setTimeout(() => {
        logger.error('not ended in time');
        process.exit(1);
      }, LAST_MS).unref();
      controller.abort();
    });
  }
  return controller.signal;
}

import type { Logger } from '#lib/server/logger.ts';
import type { OnSpeechStatus } from './engines/status.ts';

const STEP_PERCENT = 10;

/** Tells the person at the terminal how far the speech engine is: each step once, then every 10 %. */
export function createSpeechLog(logger: Logger): OnSpeechStatus {
  // What is missing is looked for again every 30 s: neither the search nor its result is said twice.
  const said = new Set<string>();
  return ({ state, message, percent }) => {
    const step = percent === null ? '' : ` ${Math.floor(percent / STEP_PERCENT) * STEP_PERCENT} %`;
    const line = state === 'ready' ? `speech: ${message}` : `speech: ${message}${step}`;
    if (said.has(line)) return;
    said.add(line);
    if (state === 'missing') logger.warn(line);
    else logger.info(line);
  };
}

/** What lies behind a failure, innermost last: e.g. which compiler said what. Several roads that failed are all told. */
export function reasonsOf(error: unknown): string[] {
  if (!(error instanceof Error)) return error === undefined ? [] : [String(error)];
  const inner = error instanceof AggregateError ? error.errors : [error.cause];
  return [error.message, ...inner.flatMap(reasonsOf)].filter((reason) => reason !== '');
}

import type { Logger as QueryLogger } from 'drizzle-orm/logger';
import type { Logger } from '#lib/server/logger.ts';
import { SLOW_MS, statementCounts } from '../statement-counts.ts';

export interface DriverOptions {
  readonly log: Logger;
  /** Log every statement, without its values. */
  readonly echo: boolean;
  /** Most connections at once; PostgreSQL only. */
  readonly poolSize: number;
}

/** Of a statement with a thousand places for values, nobody reads the end. */
const TEXT_MAX = 2000;
/** A machine that is short of breath makes all of them slow: each text is logged once in this time, all are counted. */
const LOG_EVERY_MS = 10_000;
const TEXTS_MAX = 500;
const loggedAt = new Map<string, number>();

/** SQL_ECHO: the text of statements and how many values they carry, never the values. */
export function queryLogger({ log, echo }: DriverOptions): QueryLogger | undefined {
  if (!echo) return undefined;
  return { logQuery: (sql, values) => log.info({ sql, values: values.length }, 'sql') };
}

/**
 * Counts a statement, and logs a slow one with its text, never its values.
 *
 * @param startedAt of `performance.now()`; on PostgreSQL the wait for a free connection is in it.
 */
export function countStatement(log: Logger, sql: string, startedAt: number): void {
  const tookMs = performance.now() - startedAt;
  statementCounts.total += 1;
  statementCounts.seconds += tookMs / 1000;
  if (tookMs < SLOW_MS) return;
  statementCounts.slow += 1;
  const text = sql.slice(0, TEXT_MAX);
  const now = performance.now();
  if (now - (loggedAt.get(text) ?? Number.NEGATIVE_INFINITY) < LOG_EVERY_MS) return;
  if (loggedAt.size >= TEXTS_MAX) loggedAt.clear();
  loggedAt.set(text, now);
  log.warn({ sql: text, tookMs: Math.round(tookMs) }, 'slow statement');
}

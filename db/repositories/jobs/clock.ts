import { type SQL, sql } from 'drizzle-orm';
import type { Database, Transaction } from '../../client.ts';
import { given } from '../../prepared.ts';

/**
 * A time written by the queue lies at most this far ahead (a lease, a backoff). One that lies farther
 * was written before the clock was set back, and counts as past.
 */
export const MAX_AHEAD_MS = 10 * 60_000;

/**
 * The present in epoch milliseconds, as a value for a statement. On PostgreSQL it is the server's, so that
 * workers on several machines need not agree about the time.
 *
 * @param now instead of it, for tests.
 */
export function instant(tx: Pick<Transaction, 'dialect'>, now: number | undefined, plusMs = 0): SQL<number> {
  if (tx.dialect === 'sqlite') return sql`${Math.round((now ?? Date.now()) + plusMs)}`;
  if (now !== undefined) return sql`${Math.round(now + plusMs)}::bigint`;
  return sql`((extract(epoch from clock_timestamp()) * 1000)::bigint + ${Math.round(plusMs)}::bigint)`;
}

/** `instant` of a prepared statement; `now` is the value of its place `now`. */
export function givenInstant(tx: Pick<Transaction, 'dialect'>, plusMs: SQL | number = 0): SQL<number> {
  const now = given('now');
  if (tx.dialect === 'sqlite') return sql`(${now} + ${plusMs})`;
  return sql`(coalesce(${now}::bigint, (extract(epoch from clock_timestamp()) * 1000)::bigint) + ${plusMs}::bigint)`;
}

/** What stands for the present in the place of `givenInstant`. */
export function nowValue(db: Pick<Transaction, 'dialect'>, now: number | undefined): number | null {
  if (db.dialect === 'sqlite') return Math.round(now ?? Date.now());
  return now === undefined ? null : Math.round(now);
}

/** The database's present in epoch milliseconds; our own clock on SQLite. */
export async function databaseNow(db: Database): Promise<number> {
  if (db.dialect === 'sqlite') return Date.now();
  const [row] = await db.orm.select({ now: instant(db, undefined).mapWith(Number) }).from(sql`(values (1)) as one`);
  if (!row) throw new Error('The database told no time');
  return row.now;
}

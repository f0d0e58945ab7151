import type { Database, Statement, Transaction } from './types.ts';

export type { Statement, Transaction } from './types.ts';

/** What each statement answers: rows with `.returning()` or for a select, else nothing to rely on. */
export type Results<Statements extends readonly Statement[]> = {
  [Index in keyof Statements]: Awaited<Statements[Index]>;
};

/**
 * Runs all statements in one transaction, in order, or none of them.
 * Synchronous (`begin immediate`) on SQLite, awaited on PostgreSQL, where a
 * deadlock is tried again: so `build` and `check` must have no effects.
 *
 * @param build builds the statements from the transaction it is given, and awaits nothing.
 * @param check sees the results before the commit; what it throws rolls back and is rethrown.
 * @returns the results in the order of the statements.
 */
export async function atomic<const Statements extends readonly Statement[]>(
  db: Database,
  build: (tx: Transaction) => Statements,
  check?: (results: Results<Statements>) => void,
): Promise<Results<Statements>> {
  // The driver answers one result a statement, in order: that is what Results says.
  const results = await db.transact(build, (given) => check?.(given as Results<Statements>));
  return results as Results<Statements>;
}

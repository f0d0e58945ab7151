import { type SQL, sql } from 'drizzle-orm';
import type { Database, Statement } from './types.ts';

type Prepared = ReturnType<Statement['prepare']>;

const kept = new WeakMap<Database, Map<string, Prepared>>();

/**
 * Runs a statement that is built once for each database: to build one takes longer than many a server takes to run it.
 *
 * @param key one for each text; `build` must make the same of the same key.
 * @param build makes the statement, with a `given` in the place of whatever differs from run to run.
 * @param values of the places, by their names.
 */
export async function runPrepared<Result>(
  db: Database,
  key: string,
  build: (db: Database) => Statement<Result>,
  values: Readonly<Record<string, unknown>>,
): Promise<Result> {
  const known = kept.get(db) ?? new Map<string, Prepared>();
  kept.set(db, known);
  const statement = known.get(key) ?? build(db).prepare();
  known.set(key, statement);
  // What a prepared statement answers is what its builder does; drizzle types only the one of each dialect.
  return (await statement.execute(values)) as Result;
}

/** The place of a value of a prepared statement. */
export function given(name: string): SQL {
  return sql`${sql.placeholder(name)}`;
}

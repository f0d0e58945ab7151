import { desc, eq, lt } from 'drizzle-orm';
import type { Database } from '../client.ts';
import { readJsonColumn, speechSchema } from '../json.ts';
import type { WorkerInsert, WorkerRow } from '../rows.ts';

/** A worker's sign of life. `speech` stays as it is where it is not given. */
export async function touchWorker(db: Database, worker: WorkerInsert): Promise<void> {
  const { workers } = db.tables;
  await db.orm.insert(workers).values(worker).onConflictDoUpdate({ target: workers.id, set: worker });
}

/** The one heard of last comes first. */
export async function listWorkers(db: Database): Promise<WorkerRow[]> {
  const { workers } = db.tables;
  const rows = await db.orm.select().from(workers).orderBy(desc(workers.lastSeenAt), desc(workers.id));
  return rows.map((row) => {
    const where = { table: 'workers', id: row.id, column: 'speech' };
    return { ...row, speech: readJsonColumn(where, speechSchema, row.speech) };
  });
}

/** For a worker that ends in order. */
export async function removeWorker(db: Database, id: string): Promise<void> {
  await db.orm.delete(db.tables.workers).where(eq(db.tables.workers.id, id));
}

/** Forgets workers that were not heard of since this time (epoch milliseconds): they were killed. */
export async function removeLostWorkers(db: Database, beforeMs: number): Promise<void> {
  await db.orm.delete(db.tables.workers).where(lt(db.tables.workers.lastSeenAt, beforeMs));
}

import { eq } from 'drizzle-orm';
import type { JobRow } from '../../rows.ts';
import type { Database } from '../../types.ts';

/** The job, or null. */
export async function getJob(db: Database, id: string): Promise<JobRow | null> {
  const [row] = await db.orm.select().from(db.tables.jobs).where(eq(db.tables.jobs.id, id));
  return row ?? null;
}

import { desc, gte, lt, sum } from 'drizzle-orm';
import type { CleanUpReason } from '#lib/shared/storage.ts';
import type { Database } from '../client.ts';
import type { Tables } from '../schema/index.ts';

export type StorageLogRow = Tables['storageLog']['$inferSelect'];

/** Notes that something was removed. */
export async function addStorageLog(db: Database, entry: StorageLogRow): Promise<void> {
  await db.orm.insert(db.tables.storageLog).values(entry);
}

/** What went, last first. */
export async function listStorageLog(db: Database, limit: number): Promise<StorageLogRow[]> {
  const { storageLog } = db.tables;
  return db.orm.select().from(storageLog).orderBy(desc(storageLog.at), desc(storageLog.id)).limit(limit);
}

/** Forgets what is older than this time (epoch milliseconds). */
export async function pruneStorageLog(db: Database, before: number): Promise<void> {
  const { storageLog } = db.tables;
  await db.orm.delete(storageLog).where(lt(storageLog.at, before));
}

/** Bytes that went since a time (epoch milliseconds), by reason; reasons without any are left out. */
export async function removedSince(db: Database, since: number): Promise<{ reason: CleanUpReason; bytes: number }[]> {
  const { storageLog } = db.tables;
  return db.orm
    .select({ reason: storageLog.reason, bytes: sum(storageLog.bytes).mapWith(Number) })
    .from(storageLog)
    .where(gte(storageLog.at, since))
    .groupBy(storageLog.reason);
}

import { listStorageLog } from '#db/repositories/storage-log.ts';
import type { CleanedUp, CleanUpPlan, StorageLog } from '#lib/shared/storage.ts';
import type { AppContext } from '../../context.ts';
import { cleanUp, planCleanUp } from '../../storage/clean-up/run.ts';
import { uploadContext } from '../../uploads/tus-server.ts';

const ENTRIES_SHOWN = 200;

/** What 'free space now' would remove, in this order. */
export async function whatWouldGo(context: AppContext): Promise<CleanUpPlan> {
  return planCleanUp(await uploadContext(context), { trigger: 'person' });
}

/** Removes what `whatWouldGo` tells. */
export async function cleanUpNow(context: AppContext): Promise<CleanedUp> {
  return cleanUp(await uploadContext(context), { trigger: 'person' });
}

/** What went, last first. */
export async function storageLog(context: AppContext): Promise<StorageLog> {
  return { entries: await listStorageLog(await context.database(), ENTRIES_SHOWN) };
}

import { addStorageLog, pruneStorageLog } from '#db/repositories/storage-log.ts';
import { removeDeadReservations } from '#db/repositories/storage-reservations.ts';
import { newId } from '#lib/shared/ids.ts';
import type { CleanedUp, CleanUpPlan, CleanUpTrigger } from '#lib/shared/storage.ts';
import { AppError } from '../../app-error.ts';
import type { UploadContext } from '../../uploads/context.ts';
import { judgedNow } from '../judged-time.ts';
import { readRetention } from '../retention.ts';
import { abandonedUploads } from './abandoned-uploads.ts';
import { archivedSounds } from './archived-sounds.ts';
import { caches } from './caches.ts';
import { expiredTrash } from './expired-trash.ts';
import { oldRenders } from './old-renders.ts';
import { orphans } from './orphans.ts';
import { type CleanUpRound, DAY_MS, type Removable } from './removable.ts';

/** In the order in which a person would choose: what nobody misses first, what was worked for last. */
const STAGES = [abandonedUploads, orphans, caches, expiredTrash, oldRenders, archivedSounds] as const;
const LOG_MS = 365 * DAY_MS;

export interface CleanUpOptions {
  readonly trigger: CleanUpTrigger;
  /** Asked before each thing: true ends the clean-up. Without it everything goes that may. */
  readonly enough?: () => Promise<boolean>;
  /** Epoch milliseconds, for tests. */
  readonly now?: number;
}

/** What would go, in this order; nothing is changed. */
export async function planCleanUp(context: UploadContext, options: CleanUpOptions): Promise<CleanUpPlan> {
  const round = await roundOf(context, options);
  const items: CleanUpPlan['items'] = [];
  for (const stage of STAGES) {
    for (const { reason, episodeId, title, files, bytes } of await stage(round)) {
      items.push({ reason, episodeId, title, files, bytes });
    }
  }
  return { items, bytes: items.reduce((sum, item) => sum + item.bytes, 0) };
}

/**
 * Removes what may go, in order, and notes each in the log. What fails is logged and left for the next time.
 *
 * @throws AppError `database_unavailable`
 */
export async function cleanUp(context: UploadContext, options: CleanUpOptions): Promise<CleanedUp> {
  const round = await roundOf(context, options);
  let [items, bytes] = [0, 0];
  for (const stage of STAGES) {
    for (const item of await guarded(context, stage.name, () => stage(round), [])) {
      if (await options.enough?.()) return { items, bytes };
      if (!(await guarded(context, item.reason, () => remove(round, item), false))) continue;
      items += 1;
      bytes += item.bytes;
    }
  }
  await removeDeadReservations(context.db);
  await pruneStorageLog(context.db, round.now - LOG_MS);
  return { items, bytes };
}

async function remove({ context, trigger, clock }: CleanUpRound, item: Removable): Promise<boolean> {
  if (!(await item.remove())) return false;
  const { reason, episodeId, title, files, bytes } = item;
  await addStorageLog(context.db, { id: newId(), at: clock, trigger, reason, episodeId, title, files, bytes });
  context.logger.info({ trigger, reason, episodeId, files, bytes }, 'removed to make room');
  return true;
}

async function guarded<T>(context: UploadContext, what: string, run: () => Promise<T>, otherwise: T): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof AppError && error.code === 'database_unavailable') throw error;
    context.logger.warn({ err: error, what }, 'something could not be cleaned up');
    return otherwise;
  }
}

async function roundOf(context: UploadContext, { trigger, now }: CleanUpOptions): Promise<CleanUpRound> {
  const [judged, retention] = [now ?? (await judgedNow(context.db)), await readRetention(context.db)];
  return { context, trigger, now: judged, clock: now ?? Date.now(), retention };
}

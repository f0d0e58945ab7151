import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { addStorageLog } from '#db/repositories/storage-log.ts';
import { deleteUpload, getUpload, listUploads } from '#db/repositories/uploads.ts';
import type { UploadRow } from '#db/rows.ts';
import type { Database } from '#db/types.ts';
import { newId } from '#lib/shared/ids.ts';
import { AppError, hasErrno } from '../app-error.ts';
import type { Env } from '../env.ts';
import type { Logger } from '../logger.ts';
import { paths } from '../paths.ts';
import { namesIn } from '../storage/folder.ts';
import { judgedNow } from '../storage/judged-time.ts';
import type { UploadContext } from './context.ts';
import { finaliseUpload } from './finalise.ts';
import { locateUpload } from './locate.ts';
import { removeUpload } from './remove.ts';

const HOUR_MS = 3_600_000;
/** The web process gets so long to finish what has just arrived. */
const SETTLE_MS = 30_000;
const ABANDONED_MS = 7 * 24 * HOUR_MS;
const ORPHAN_MS = HOUR_MS;

export interface Swept {
  /** Uploads that became episodes here. */
  completed: number;
  /** Uploads that nobody continued for a week, and rows whose bytes are gone. */
  removed: number;
  /** Parts without a row. */
  orphans: number;
}

/**
 * Puts right what a crash or a person left behind: finishes uploads that have
 * all their bytes, removes abandoned ones and parts that belong to nobody. Safe
 * beside a running web process. One upload that fails does not stop the others.
 *
 * @param now epoch milliseconds, for tests.
 */
export async function sweepUploads(db: Database, env: Env, logger: Logger, now?: number): Promise<Swept> {
  const context: UploadContext = { db, env, logger };
  const times: Times = { clock: now ?? Date.now(), judged: now ?? (await judgedNow(db)) };
  const swept: Swept = { completed: 0, removed: 0, orphans: 0 };
  for (const row of await listUploads(db, ['open', 'finished', 'completed'])) {
    try {
      const outcome = row.state === 'completed' ? await forget(db, row, times) : await settle(context, row, times);
      if (outcome) swept[outcome] += 1;
    } catch (error) {
      if (error instanceof AppError && error.code === 'database_unavailable') throw error;
      logger.warn({ err: error, uploadId: row.id }, 'upload could not be swept');
    }
  }
  swept.orphans = await removeOrphans(context, times);
  if (swept.completed + swept.removed + swept.orphans > 0) logger.info(swept, 'uploads swept');
  return swept;
}

/** What the clock shows, and by which time ages are judged. */
interface Times {
  readonly clock: number;
  readonly judged: number;
}

async function settle(
  context: UploadContext,
  row: UploadRow,
  { clock, judged }: Times,
): Promise<'completed' | 'removed' | null> {
  const located = await locateUpload(context.env, row.id);
  const touchedAt = Math.max(row.updatedAt, located?.changedAt ?? 0);
  if (located?.sizeBytes === row.sizeBytes) {
    if (clock - touchedAt < SETTLE_MS) return null;
    await finaliseUpload(context, row.id);
    return 'completed';
  }
  if (judged - touchedAt < (located ? ABANDONED_MS : ORPHAN_MS)) return null;
  if (!(await removeUpload(context, row.id))) return null;
  if (located) await note(context.db, row, located.sizeBytes, clock);
  return 'removed';
}

/** A person may ask where it went. */
function note(db: Database, row: UploadRow, bytes: number, now: number): Promise<void> {
  const what = { trigger: 'interval', reason: 'abandoned_upload', episodeId: null } as const;
  return addStorageLog(db, { id: newId(), at: now, ...what, title: row.fileName, files: 1, bytes });
}

/** The row of an upload that is an episode only serves a page which missed the last answer. */
async function forget(db: Database, row: UploadRow, { judged }: Times): Promise<null> {
  if (judged - row.updatedAt >= ABANDONED_MS) await deleteUpload(db, row.id);
  return null;
}

async function removeOrphans({ db, env }: UploadContext, { judged }: Times): Promise<number> {
  const folder = paths.tusDir(env);
  let removed = 0;
  for (const name of await namesIn(folder)) {
    const path = join(folder, name);
    const changedAt = await changeTime(path);
    if (changedAt === null || judged - changedAt < ORPHAN_MS || (await getUpload(db, name))) continue;
    await rm(path, { force: true });
    removed += 1;
  }
  return removed;
}

async function changeTime(path: string): Promise<number | null> {
  try {
    const info = await stat(path);
    // A folder is not ours.
    return info.isFile() ? info.mtimeMs : null;
  } catch (error) {
    if (hasErrno(error, 'ENOENT')) return null;
    throw error;
  }
}

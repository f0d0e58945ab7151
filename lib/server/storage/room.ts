import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type ReservationInsert, readUsage, reserve, type Usage } from '#db/repositories/storage-reservations.ts';
import type { Database } from '#db/types.ts';
import { formatBytes } from '#lib/shared/time.ts';
import { AppError, hasErrno } from '../app-error.ts';
import type { Env } from '../env.ts';
import { paths } from '../paths.ts';
import { freeDiskBytes } from './disk.ts';

/** What the disk has and what of the promised is on it already; taken before the database is asked. */
export interface DiskRoom {
  readonly freeBytes: number;
  /** Of unfinished uploads: part of their declared sizes is on the disk already. */
  readonly arrivedBytes: number;
}

export async function diskRoom(env: Env): Promise<DiskRoom> {
  const [freeBytes, arrivedBytes] = await Promise.all([freeDiskBytes(env.uploadDir), partBytes(paths.tusDir(env))]);
  return { freeBytes, arrivedBytes };
}

/**
 * Refuses what would go over MAX_STORAGE_GB, or leave less of the disk than MIN_FREE_DISK_GB.
 *
 * @param wantedBytes what was asked for, already counted in `usage`; for the sentence only
 * @throws AppError `storage_quota_exceeded`, `disk_full`
 */
export function refuseOverRoom(usage: Usage, env: Env, disk: DiskRoom, wantedBytes: number): void {
  const taken = usage.openBytes + usage.reservedBytes + usage.assetBytes;
  if (taken > env.maxStorageBytes) {
    const left = Math.max(0, env.maxStorageBytes - (taken - wantedBytes));
    const detail = `It needs ${formatBytes(wantedBytes)} with its work files; ${formatBytes(left)} of ${formatBytes(env.maxStorageBytes)} are left.`;
    throw new AppError('storage_quota_exceeded', { detail });
  }
  // Parts of uploads that no row tells of lie there, too: they make no room.
  const coming = Math.max(0, usage.openBytes - disk.arrivedBytes) + usage.reservedBytes;
  if (disk.freeBytes - coming < env.minFreeDiskBytes) {
    const left = Math.max(0, disk.freeBytes - (coming - wantedBytes) - env.minFreeDiskBytes);
    const detail = `It needs ${formatBytes(wantedBytes)} with its work files; the disk has ${formatBytes(left)} for it, beside the ${formatBytes(env.minFreeDiskBytes)} that stay free.`;
    throw new AppError('disk_full', { detail });
  }
}

/**
 * Promises room to a job that is about to write, for as long as it runs.
 *
 * @throws AppError `storage_quota_exceeded`, `disk_full`
 */
export async function reserveForJob(
  db: Database,
  env: Env,
  job: { readonly id: string; readonly episodeId: string },
  bytes: number,
): Promise<void> {
  await reserveRoom(db, env, { id: job.id, holder: 'job', episodeId: job.episodeId }, bytes);
}

/**
 * Promises room to an import, until it is released.
 *
 * @throws AppError `storage_quota_exceeded`, `disk_full`
 */
export async function reserveForImport(db: Database, env: Env, id: string, bytes: number): Promise<void> {
  await reserveRoom(db, env, { id, holder: 'import', episodeId: id }, bytes);
}

async function reserveRoom(
  db: Database,
  env: Env,
  holder: Pick<ReservationInsert, 'id' | 'holder' | 'episodeId'>,
  bytes: number,
): Promise<void> {
  const disk = await diskRoom(env);
  const reservation = { ...holder, bytes, createdAt: Date.now() };
  await reserve(db, reservation, (usage) => refuseOverRoom(usage, env, disk, bytes));
}

/** How much is looked at again after so many bytes of an upload. */
const LOOK_EVERY_BYTES = 8 * 1024 * 1024;

/**
 * Watches the disk and the limit while bytes come in: other programs write, too, and limits may have been lowered
 * since the upload was accepted. What was accepted counts only with what is really there.
 *
 * @returns to be called before bytes are written; rejects with AppError `disk_full` or `storage_quota_exceeded`
 */
export function watchRoom(db: Database, env: Env): (bytes: number) => Promise<void> {
  let unseen = Number.POSITIVE_INFINITY;
  return async (bytes) => {
    unseen += bytes;
    if (unseen < LOOK_EVERY_BYTES) return;
    const [disk, usage] = await Promise.all([diskRoom(env), readUsage(db)]);
    if (disk.freeBytes - bytes < env.minFreeDiskBytes) throw new AppError('disk_full');
    if (usage.assetBytes + disk.arrivedBytes + bytes > env.maxStorageBytes) {
      throw new AppError('storage_quota_exceeded');
    }
    unseen = 0;
  };
}

async function partBytes(folder: string): Promise<number> {
  let names: string[];
  try {
    names = await readdir(folder);
  } catch (error) {
    if (hasErrno(error, 'ENOENT')) return 0;
    throw error;
  }
  let total = 0;
  for (const name of names) {
    try {
      total += (await stat(join(folder, name))).size;
    } catch (error) {
      // Finished or canceled since the folder was read.
      if (!hasErrno(error, 'ENOENT')) throw error;
    }
  }
  return total;
}

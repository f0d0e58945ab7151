import { readUsage } from '#db/repositories/storage-reservations.ts';
import type { UploadContext } from '../uploads/context.ts';
import { freeDiskBytes } from './disk.ts';

/** Room is short from here, and made until there. */
const SHORT_SHARE = 0.9;
const EASED_SHARE = 0.8;
const SHORT_FLOORS = 1.5;
const EASED_FLOORS = 2;

/** Whether room is short: little of MAX_STORAGE_GB is left, or the disk comes near to MIN_FREE_DISK_GB. */
export async function isRoomShort(context: UploadContext): Promise<boolean> {
  return isBeyond(context, SHORT_SHARE, SHORT_FLOORS);
}

/** Whether enough was removed. */
export async function isRoomEased(context: UploadContext): Promise<boolean> {
  return !(await isBeyond(context, EASED_SHARE, EASED_FLOORS));
}

async function isBeyond({ db, env }: UploadContext, share: number, floors: number): Promise<boolean> {
  const [usage, freeBytes] = await Promise.all([readUsage(db), freeDiskBytes(env.uploadDir)]);
  const taken = usage.assetBytes + usage.openBytes + usage.reservedBytes;
  return taken > env.maxStorageBytes * share || freeBytes < env.minFreeDiskBytes * floors;
}

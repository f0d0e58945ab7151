import { listTrash } from '#db/repositories/episodes.ts';
import { removedSince } from '#db/repositories/storage-log.ts';
import { readUsage } from '#db/repositories/storage-reservations.ts';
import type { Database } from '#db/types.ts';
import type { CleanUpReason } from '#lib/shared/storage.ts';
import type { Env } from '../../env.ts';
import { freeDiskBytes } from '../../storage/disk.ts';
import { readMissingFiles } from '../../storage/missing-files.ts';

export interface StorageStats {
  /** Finished files and the declared size of what is being uploaded. */
  readonly usedBytes: number;
  readonly assetBytes: number;
  readonly openUploadBytes: number;
  /** Promised to work that has not written its files yet; not part of `usedBytes`. */
  readonly reservedBytes: number;
  readonly limitBytes: number;
  /** So much of the disk is left alone. */
  readonly minFreeBytes: number;
  /** On the disk of UPLOAD_DIR, for an ordinary user. */
  readonly freeBytes: number;
}

export async function storageStats(db: Database, env: Env): Promise<StorageStats> {
  const [usage, free] = await Promise.all([readUsage(db), freeDiskBytes(env.uploadDir)]);
  return {
    usedBytes: usage.assetBytes + usage.openBytes,
    assetBytes: usage.assetBytes,
    openUploadBytes: usage.openBytes,
    reservedBytes: usage.reservedBytes,
    limitBytes: env.maxStorageBytes,
    minFreeBytes: env.minFreeDiskBytes,
    freeBytes: free,
  };
}

export interface StorageRemovals {
  readonly trashEpisodes: number;
  /** Since METRICS_RETENTION_HOURS. */
  readonly removed: readonly { readonly reason: CleanUpReason; readonly bytes: number }[];
}

/** What waits in the trash, and what was removed to make room lately. */
export async function storageRemovals(db: Database, env: Env): Promise<StorageRemovals> {
  const since = Math.floor(Date.now() - env.metricsRetentionMs);
  const [trash, removed] = await Promise.all([listTrash(db), removedSince(db, since)]);
  return { trashEpisodes: trash.length, removed };
}

export interface StorageView extends StorageStats {
  /** Assets whose file was gone when the worker's clean-up last looked; null before its first look. */
  readonly missingFiles: number | null;
}

/** Bytes, and what is not where it should be. */
export async function storageView(db: Database, env: Env): Promise<StorageView> {
  const [stats, missingFiles] = await Promise.all([storageStats(db, env), readMissingFiles(db)]);
  return { ...stats, missingFiles };
}

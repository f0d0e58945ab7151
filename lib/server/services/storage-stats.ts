import { totalAssetBytes } from '#db/repositories/assets.ts';
import { openUploadBytes } from '#db/repositories/uploads.ts';
import type { Database } from '#db/types.ts';
import type { Env } from '../env.ts';
import { freeDiskBytes } from '../storage/disk.ts';
import { readMissingFiles } from '../storage/missing-files.ts';

export interface StorageStats {
  /** Finished files and the declared size of what is being uploaded. */
  readonly usedBytes: number;
  readonly assetBytes: number;
  readonly openUploadBytes: number;
  readonly limitBytes: number;
  /** On the disk of UPLOAD_DIR, for an ordinary user. */
  readonly freeBytes: number;
}

export async function storageStats(db: Database, env: Env): Promise<StorageStats> {
  const [assetBytes, uploadBytes, free] = await Promise.all([
    totalAssetBytes(db),
    openUploadBytes(db),
    freeDiskBytes(env.uploadDir),
  ]);
  return {
    usedBytes: assetBytes + uploadBytes,
    assetBytes,
    openUploadBytes: uploadBytes,
    limitBytes: env.maxStorageBytes,
    freeBytes: free,
  };
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

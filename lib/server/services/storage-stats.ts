import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { totalAssetBytes } from '#db/repositories/assets.ts';
import { openUploadBytes } from '#db/repositories/uploads.ts';
import type { Database } from '#db/types.ts';
import { hasErrno } from '../app-error.ts';
import type { Env } from '../env.ts';

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
    freeBytes(env.uploadDir),
  ]);
  return {
    usedBytes: assetBytes + uploadBytes,
    assetBytes,
    openUploadBytes: uploadBytes,
    limitBytes: env.maxStorageBytes,
    freeBytes: free,
  };
}

/** Free bytes on the disk that holds this folder, which need not exist yet. */
export async function freeBytes(folder: string): Promise<number> {
  try {
    const info = await statfs(folder);
    return info.bavail * info.bsize;
  } catch (error) {
    const parent = dirname(folder);
    if (!hasErrno(error, 'ENOENT') || parent === folder) throw error;
    return freeBytes(parent);
  }
}

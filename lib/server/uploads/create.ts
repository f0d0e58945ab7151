import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createUpload, type Usage } from '#db/repositories/uploads.ts';
import { AppError, hasErrno } from '../app-error.ts';
import { paths } from '../paths.ts';
import { chosenOptions } from '../services/settings.ts';
import { freeDiskBytes } from '../storage/disk.ts';
import type { UploadContext } from './context.ts';
import { readUploadMetadata, type UploadMetadata } from './metadata.ts';
import type { UploadRecord } from './record.ts';

/** Kept free on the disk for the database, transcripts and clips. */
const DISK_RESERVE_BYTES = 200_000_000;

export interface NewUpload {
  readonly id: string;
  readonly sizeBytes: number;
  readonly metadata: Readonly<Record<string, string | null>> | undefined;
}

/**
 * Checks a new upload (name, size, storage limit, free disk, queue) and stores
 * its row. Limits count declared sizes, so uploads that begin at the same time
 * never exceed them together.
 *
 * @throws AppError `bad_request`, `unsupported_extension`, `empty_file`,
 *   `file_too_large`, `storage_quota_exceeded`, `disk_full`, `queue_full`
 */
export async function createUploadRow(context: UploadContext, upload: NewUpload): Promise<UploadMetadata> {
  const { env, db } = context;
  const metadata = readUploadMetadata(upload.metadata);
  if (upload.sizeBytes === 0) throw new AppError('empty_file');
  if (!Number.isSafeInteger(upload.sizeBytes) || upload.sizeBytes < 0) throw new AppError('bad_request');
  if (upload.sizeBytes > env.maxFileBytes) throw new AppError('file_too_large');
  const [freeBytes, arrivedBytes, chosen] = await Promise.all([
    freeDiskBytes(env.uploadDir),
    partBytes(paths.tusDir(env)),
    chosenOptions(db),
  ]);
  const now = Date.now();
  const record: UploadRecord = {
    metadata: { filename: metadata.fileName, ...(metadata.fingerprint ? { fingerprint: metadata.fingerprint } : {}) },
    createdAt: new Date(now).toISOString(),
    // The settings as they are now; what came with the upload counts more.
    options: { ...chosen, ...metadata.options },
    sha256: null,
  };
  const row = {
    id: upload.id,
    fileName: metadata.fileName,
    sizeBytes: upload.sizeBytes,
    fingerprint: metadata.fingerprint,
    tus: record,
    state: 'open' as const,
    createdAt: now,
    updatedAt: now,
  };
  await createUpload(db, row, (usage) => {
    refuseOverLimits(usage, env);
    if (usage.openBytes - arrivedBytes + DISK_RESERVE_BYTES > freeBytes) throw new AppError('disk_full');
  });
  return metadata;
}

function refuseOverLimits(usage: Usage, env: UploadContext['env']): void {
  if (usage.openUploads + usage.activeEpisodes > env.maxQueueSize) throw new AppError('queue_full');
  if (usage.openBytes + usage.assetBytes > env.maxStorageBytes) throw new AppError('storage_quota_exceeded');
}

/** What has arrived of unfinished uploads: part of their declared sizes is on the disk already. */
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

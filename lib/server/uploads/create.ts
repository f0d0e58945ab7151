import { createUpload } from '#db/repositories/uploads.ts';
import { AppError } from '../app-error.ts';
import { chosenOptions } from '../services/settings/settings.ts';
import { workBytesOf } from '../storage/expected-bytes.ts';
import { diskRoom, refuseOverRoom } from '../storage/room.ts';
import type { UploadContext } from './context.ts';
import { readUploadMetadata, type UploadMetadata } from './metadata.ts';
import type { UploadRecord } from './record.ts';

export interface NewUpload {
  readonly id: string;
  readonly sizeBytes: number;
  readonly metadata: Readonly<Record<string, string | null>> | undefined;
}

/**
 * Checks a new upload (name, size, storage limit, free disk, queue) and stores
 * its row. Limits count declared sizes and what the work on them will write, so
 * uploads that begin at the same time never exceed them together.
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
  const [disk, chosen] = await Promise.all([diskRoom(env), chosenOptions(db)]);
  const workBytes = workBytesOf(metadata.fileName, upload.sizeBytes);
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
  const check: Parameters<typeof createUpload>[2] = (usage) => {
    if (usage.openUploads + usage.activeEpisodes > env.maxQueueSize) throw new AppError('queue_full');
    refuseOverRoom(usage, env, disk, upload.sizeBytes + workBytes);
  };
  await createUpload(db, row, check, workBytes);
  return metadata;
}

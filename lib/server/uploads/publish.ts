import { atomic } from '#db/atomic.ts';
import { insertAssetStatement } from '#db/repositories/assets.ts';
import { insertEpisodeStatement } from '#db/repositories/episodes.ts';
import { enqueueJobStatement } from '#db/repositories/jobs/enqueue.ts';
import { updateUploadStatement } from '#db/repositories/uploads.ts';
import type { UploadRow } from '#db/rows.ts';
import type { Database } from '#db/types.ts';
import { newId } from '#lib/shared/ids.ts';
import { titleOf } from './file-name.ts';
import { readRecord } from './record.ts';

/** Someone else published this upload, or removed it. */
export class AlreadyPublished extends Error {}

export interface Source {
  /** Below UPLOAD_DIR. */
  readonly sourcePath: string;
  readonly mimeType: string;
  readonly sha256: string;
}

/**
 * The upload becomes an episode with its source and its first job: all of it or
 * nothing, and once. The file is in its place and synced before.
 *
 * @throws AlreadyPublished, or a unique violation, where it was done before.
 */
export async function publishEpisode(db: Database, upload: UploadRow, source: Source): Promise<void> {
  const now = Date.now();
  const record = readRecord(upload);
  await atomic(
    db,
    (tx) => [
      updateUploadStatement(
        tx,
        upload.id,
        { state: 'completed', tus: { ...record, sha256: source.sha256 }, updatedAt: now },
        ['open', 'finished'],
      ),
      insertEpisodeStatement(tx, {
        id: upload.id,
        title: titleOf(upload.fileName),
        fileName: upload.fileName,
        state: 'queued',
        sizeBytes: upload.sizeBytes,
        sha256: source.sha256,
        createdAt: now,
        updatedAt: now,
      }),
      insertAssetStatement(tx, {
        id: newId(),
        episodeId: upload.id,
        kind: 'source',
        root: 'uploads',
        path: source.sourcePath,
        mimeType: source.mimeType,
        sizeBytes: upload.sizeBytes,
        sha256: source.sha256,
        createdAt: now,
      }),
      enqueueJobStatement(tx, { kind: 'probe', episodeId: upload.id, payload: record.options }),
    ],
    ([changed]) => {
      if (changed.length !== 1) throw new AlreadyPublished();
    },
  );
}

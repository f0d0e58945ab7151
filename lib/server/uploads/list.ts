import { listUploads } from '#db/repositories/uploads.ts';
import type { UploadView } from '#lib/shared/api/uploads.ts';
import type { UploadContext } from './context.ts';
import { locateUpload } from './locate.ts';
import { UPLOAD_PATH } from './tus-server.ts';

/** Uploads that are no episodes yet, newest first, with how much of each has arrived. */
export async function listUnfinished({ env, db }: UploadContext): Promise<UploadView[]> {
  const rows = await listUploads(db, ['open', 'finished']);
  return Promise.all(
    rows.map(async (row) => {
      const located = await locateUpload(env, row.id);
      return {
        id: row.id,
        fileName: row.fileName,
        sizeBytes: row.sizeBytes,
        offsetBytes: Math.min(located?.sizeBytes ?? 0, row.sizeBytes),
        fingerprint: row.fingerprint,
        url: `${UPLOAD_PATH}/${row.id}`,
        createdAt: row.createdAt,
        updatedAt: Math.max(row.updatedAt, located?.changedAt ?? 0),
      };
    }),
  );
}

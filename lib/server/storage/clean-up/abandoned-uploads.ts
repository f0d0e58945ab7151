import { listStaleUploads } from '#db/repositories/uploads.ts';
import { locateUpload } from '../../uploads/locate.ts';
import { removeUpload } from '../../uploads/remove.ts';
import { type CleanUpRound, DAY_MS, type Removable } from './removable.ts';

/** By itself an upload that nobody continues goes after a week; where room is short, after a day. */
const ABANDONED_MS = 7 * DAY_MS;
const ABANDONED_SHORT_MS = DAY_MS;

/** Uploads that lack bytes and that nobody has continued for long. */
export async function abandonedUploads({ context, trigger, now }: CleanUpRound): Promise<Removable[]> {
  const since = now - (trigger === 'interval' ? ABANDONED_MS : ABANDONED_SHORT_MS);
  const found: Removable[] = [];
  for (const row of await listStaleUploads(context.db, since)) {
    const located = await locateUpload(context.env, row.id);
    // All bytes are here: it becomes an episode.
    if (located?.sizeBytes === row.sizeBytes) continue;
    if (located && located.changedAt > since) continue;
    found.push({
      reason: 'abandoned_upload',
      episodeId: null,
      title: row.fileName,
      files: located ? 1 : 0,
      bytes: located?.sizeBytes ?? 0,
      async remove() {
        const now = await locateUpload(context.env, row.id);
        // Somebody went on with it since the list was made.
        if (now && (now.sizeBytes !== (located?.sizeBytes ?? 0) || now.changedAt > since)) return false;
        return removeUpload(context, row.id);
      },
    });
  }
  return found;
}

import { rm } from 'node:fs/promises';
import { listSettledEpisodes, removeArchivedSound } from '#db/repositories/archive.ts';
import { listAssets } from '#db/repositories/assets.ts';
import { assetPath } from '../../paths.ts';
import { type CleanUpRound, DAY_MS, type Removable } from './removable.ts';

/**
 * The small sound of archived episodes: only by the rule, since nothing can make it again. Transcript and clips stay.
 * Never where a clip is kept or not rendered.
 */
export async function archivedSounds({ context, retention, now }: CleanUpRound): Promise<Removable[]> {
  if (retention.archivedDays === null) return [];
  const { db, env } = context;
  const before = now - retention.archivedDays * DAY_MS;
  const found: Removable[] = [];
  for (const { id, title } of await listSettledEpisodes(db, before, true)) {
    const sounds = await listAssets(db, id, 'archive');
    found.push({
      reason: 'archived_sound',
      episodeId: id,
      title,
      files: sounds.length,
      bytes: sounds.reduce((sum, sound) => sum + sound.sizeBytes, 0),
      async remove() {
        const gone = await removeArchivedSound(db, id, before);
        for (const sound of gone ?? []) await rm(assetPath(env, sound), { force: true });
        return gone !== null && gone.length > 0;
      },
    });
  }
  return found;
}

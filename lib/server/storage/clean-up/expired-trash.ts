import { getEpisodeAnywhere, listTrash } from '#db/repositories/episodes.ts';
import { deleteEpisodeEntirely } from '../../services/episodes/episode-removal.ts';
import { countEpisodeFiles } from '../delete-files.ts';
import type { CleanUpRound, Removable } from './removable.ts';

/** Episodes that have been in the trash for TRASH_DAYS. Never earlier, however short room is: that was promised. */
export async function expiredTrash({ context, now }: CleanUpRound): Promise<Removable[]> {
  const found: Removable[] = [];
  for (const episode of await listTrash(context.db, now - context.env.trashMs)) {
    found.push({
      reason: 'trash_expired',
      episodeId: episode.id,
      title: episode.title,
      ...(await countEpisodeFiles(context.env, episode.id)),
      async remove() {
        const { trashedAt } = episode;
        const still = await getEpisodeAnywhere(context.db, episode.id);
        if (trashedAt === null || still?.trashedAt !== trashedAt) return false;
        await deleteEpisodeEntirely(context, episode.id, { forget: false, trashedAt });
        return true;
      },
    });
  }
  return found;
}

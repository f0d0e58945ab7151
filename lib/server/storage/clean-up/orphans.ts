import { rm } from 'node:fs/promises';
import { existingIds } from '#db/repositories/existing-ids.ts';
import { countEpisodeFiles, countFiles, deleteEpisodeFiles } from '../delete-files.ts';
import { findLooseFiles } from '../loose-files.ts';
import { findOrphans } from '../sweep-orphans.ts';
import { findReplacedRenders } from '../sweep-renders.ts';
import type { CleanUpRound, Removable } from './removable.ts';

/** Files that no row tells of: what crashes left, and renders of clips that another search has replaced. */
export async function orphans({ context, now }: CleanUpRound): Promise<Removable[]> {
  const { db, env } = context;
  const found: Removable[] = [];
  for (const id of await findOrphans(db, env, now)) {
    found.push({
      reason: 'orphan',
      episodeId: null,
      title: null,
      ...(await countEpisodeFiles(env, id)),
      async remove() {
        if ((await existingIds(db, [id])).has(id)) return false;
        await deleteEpisodeFiles(env, id);
        return true;
      },
    });
  }
  for (const { path, episodeId } of await findLooseFiles(db, env, now)) {
    found.push({
      reason: 'orphan',
      episodeId,
      title: null,
      ...(await countFiles(path)),
      async remove() {
        await rm(path, { recursive: true, force: true, maxRetries: 3 });
        return true;
      },
    });
  }
  for (const { episodeId, folder } of await findReplacedRenders(db, env, now)) {
    found.push({
      reason: 'orphan',
      episodeId,
      title: null,
      ...(await countFiles(folder)),
      async remove() {
        await rm(folder, { recursive: true, force: true, maxRetries: 3 });
        return true;
      },
    });
  }
  return found;
}

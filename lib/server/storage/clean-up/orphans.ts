import { rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { existingIds } from '#db/repositories/existing-ids.ts';
import { existingRenderIds } from '#db/repositories/renders.ts';
import { countEpisodeFiles, countFiles, deleteEpisodeFiles } from '../delete-files.ts';
import { findLooseFiles, isStillLoose } from '../loose-files.ts';
import { areRowsForeign, findOrphans } from '../sweep-orphans.ts';
import { findReplacedRenders } from '../sweep-renders.ts';
import type { CleanUpRound, Removable } from './removable.ts';

/** Files that no row tells of: what crashes left, and renders of clips that another search has replaced. */
export async function orphans({ context, trigger, now }: CleanUpRound): Promise<Removable[]> {
  const { db, env } = context;
  const found: Removable[] = [];
  const folders = await findOrphans(db, env, now);
  const isForeign = trigger !== 'person' && (await areRowsForeign(db, folders.length));
  if (isForeign) context.logger.warn({ folders: folders.length }, 'most files are of no episode here: left alone');
  for (const id of isForeign ? [] : folders) {
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
  for (const place of await findLooseFiles(db, env, now)) {
    const { path, episodeId } = place;
    found.push({
      reason: 'orphan',
      episodeId,
      title: null,
      ...(await countFiles(path)),
      async remove() {
        if (!(await isStillLoose(db, env, place))) return false;
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
        if ((await existingRenderIds(db, [basename(folder)])).size > 0) return false;
        await rm(folder, { recursive: true, force: true, maxRetries: 3 });
        return true;
      },
    });
  }
  return found;
}

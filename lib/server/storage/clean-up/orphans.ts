import { rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { countIds, existingIds } from '#db/repositories/existing-ids.ts';
import { existingRenderIds } from '#db/repositories/renders.ts';
import { countEpisodeFiles, countFiles, deleteEpisodeFiles } from '../delete-files.ts';
import { findLooseFiles, isStillLoose } from '../loose-files.ts';
import { findOrphans } from '../sweep-orphans.ts';
import { findReplacedRenders } from '../sweep-renders.ts';
import type { CleanUpRound, Removable } from './removable.ts';

const FEW_ORPHANS = 3;

/** Files that no row tells of: what crashes left, and renders of clips that another search has replaced. */
export async function orphans({ context, trigger, now }: CleanUpRound): Promise<Removable[]> {
  const { db, env } = context;
  const found: Removable[] = [];
  const folders = await findOrphans(db, env, now);
  const isForeign = trigger !== 'person' && (await areRowsForeign(context, folders.length));
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

/**
 * Crashes leave a folder or two. Where more is without a row than with one, it is the rows that are gone or others (an
 * empty or older database behind the same files): nothing of that goes by itself, only where a person sees it listed.
 */
async function areRowsForeign({ db, logger }: CleanUpRound['context'], orphaned: number): Promise<boolean> {
  if (orphaned === 0) return false;
  const known = await countIds(db);
  if (known > 0 && orphaned <= Math.max(FEW_ORPHANS, known)) return false;
  logger.warn({ folders: orphaned, known }, 'most files are of no episode in this database: left alone');
  return true;
}

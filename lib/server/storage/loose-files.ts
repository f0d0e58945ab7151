import { basename, join } from 'node:path';
import { findAsset, listAssets } from '#db/repositories/assets.ts';
import { getEpisodeAnywhere } from '#db/repositories/episodes.ts';
import { isReservationLive } from '#db/repositories/storage-reservations.ts';
import type { Database } from '#db/types.ts';
import { isId } from '#lib/shared/ids.ts';
import type { Env } from '../env.ts';
import { assetPath, paths } from '../paths.ts';
import { changedAt, exists, namesIn } from './folder.ts';

/** A file is in its place before its row: what is younger may just be on its way. */
const SETTLED_MS = 3_600_000;

const LARGE = /^(source\.[a-z0-9]+|archive(-[0-9a-z]+)?\.m4a)$/;

export interface LoosePlace {
  readonly path: string;
  /** Null for what is no episode's. */
  readonly episodeId: string | null;
}

/**
 * Large files that no row tells of although their episode is there (a crash between an archived episode's rows and
 * the removal of its source), and imports that were cut off.
 *
 * @param now epoch milliseconds, for tests
 */
export async function findLooseFiles(db: Database, env: Env, now: number = Date.now()): Promise<LoosePlace[]> {
  const found: LoosePlace[] = [];
  for (const name of await namesIn(paths.importsDir(env))) {
    const path = join(paths.importsDir(env), name);
    if (now - (await changedAt(path, now)) < SETTLED_MS || (await isReservationLive(db, name))) continue;
    found.push({ path, episodeId: null });
  }
  for (const episodeId of (await namesIn(env.uploadDir)).filter(isId)) {
    for (const name of await namesIn(paths.episodeDir(env, episodeId))) {
      if (!LARGE.test(name)) continue;
      const path = join(paths.episodeDir(env, episodeId), name);
      if (now - (await changedAt(path, now)) < SETTLED_MS) continue;
      if (await isLoose(db, env, episodeId, name)) found.push({ path, episodeId });
    }
  }
  return found;
}

/** Whether a place that `findLooseFiles` found is one still: meanwhile a person may have given the source again. */
export async function isStillLoose(db: Database, env: Env, { path, episodeId }: LoosePlace): Promise<boolean> {
  if (Date.now() - (await changedAt(path, 0)) < SETTLED_MS) return false;
  // The folder of an import is named as its promise of room, which lives as long as it does.
  if (episodeId === null) return !(await isReservationLive(db, basename(path)));
  return isLoose(db, env, episodeId, basename(path));
}

/**
 * A folder without an episode is an orphan as a whole, or an upload that is about to become one. Where the file that
 * the rows tell of is not there (rows of an older backup, a write that a power cut took), this may be the last copy.
 */
async function isLoose(db: Database, env: Env, episodeId: string, name: string): Promise<boolean> {
  if ((await findAsset(db, 'uploads', `${episodeId}/${name}`)) !== null) return false;
  if ((await getEpisodeAnywhere(db, episodeId)) === null) return false;
  const told = [...(await listAssets(db, episodeId, 'source')), ...(await listAssets(db, episodeId, 'archive'))];
  for (const asset of told) if (await exists(assetPath(env, asset))) return true;
  return false;
}

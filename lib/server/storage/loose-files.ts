import { join } from 'node:path';
import { findAsset } from '#db/repositories/assets.ts';
import { getEpisodeAnywhere } from '#db/repositories/episodes.ts';
import type { Database } from '#db/types.ts';
import { isId } from '#lib/shared/ids.ts';
import type { Env } from '../env.ts';
import { paths } from '../paths.ts';
import { changedAt, namesIn } from './folder.ts';

/** A file is in its place before its row: what is younger may just be on its way. */
const SETTLED_MS = 3_600_000;
/** An import that takes longer was cut off with its process. */
const IMPORT_MS = 6 * 3_600_000;

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
    if (now - (await changedAt(path, now)) >= IMPORT_MS) found.push({ path, episodeId: null });
  }
  for (const episodeId of (await namesIn(env.uploadDir)).filter(isId)) {
    for (const name of await namesIn(paths.episodeDir(env, episodeId))) {
      if (!/^(source|archive)\.[a-z0-9]+$/.test(name)) continue;
      const path = join(paths.episodeDir(env, episodeId), name);
      if (now - (await changedAt(path, now)) < SETTLED_MS) continue;
      if (await isLoose(db, episodeId, name)) found.push({ path, episodeId });
    }
  }
  return found;
}

/** A folder without an episode is an orphan as a whole, or an upload that is about to become one. */
async function isLoose(db: Database, episodeId: string, name: string): Promise<boolean> {
  const asset = await findAsset(db, 'uploads', `${episodeId}/${name}`);
  return asset === null && (await getEpisodeAnywhere(db, episodeId)) !== null;
}

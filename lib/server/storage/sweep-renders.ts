import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { existingIds } from '#db/repositories/existing-ids.ts';
import { existingRenderIds } from '#db/repositories/renders.ts';
import type { Database } from '#db/types.ts';
import { isId } from '#lib/shared/ids.ts';
import type { Env } from '../env.ts';
import type { Logger } from '../logger.ts';
import { paths } from '../paths.ts';
import { changedAt, namesIn } from './folder.ts';

/** A worker may be on its way from the file to the row. */
const SETTLED_MS = 3_600_000;
const IDS_PER_QUERY = 200;

export interface ReplacedRender {
  readonly episodeId: string;
  readonly folder: string;
}

/**
 * Folders of renders that no row tells of: those of clips that another search has replaced. Only folders named like
 * our ids, inside of the folders of episodes that there are, are looked at: others are orphans as a whole.
 *
 * @param now epoch milliseconds, for tests
 */
export async function findReplacedRenders(db: Database, env: Env, now: number = Date.now()): Promise<ReplacedRender[]> {
  const found: { episodeId: string; renderId: string }[] = [];
  for (const episodeId of (await namesIn(env.clipsDir)).filter(isId)) {
    const folder = paths.clipsDir(env, episodeId);
    for (const renderId of (await namesIn(folder)).filter(isId)) {
      if (now - (await changedAt(join(folder, renderId), now)) >= SETTLED_MS) found.push({ episodeId, renderId });
    }
  }
  const replaced: ReplacedRender[] = [];
  for (let start = 0; start < found.length; start += IDS_PER_QUERY) {
    const some = found.slice(start, start + IDS_PER_QUERY);
    const ids = some.map(({ renderId }) => renderId);
    const known = await existingRenderIds(db, ids);
    const episodes = await existingIds(db, [...new Set(some.map(({ episodeId }) => episodeId))]);
    for (const { episodeId, renderId } of some) {
      if (!known.has(renderId) && episodes.has(episodeId))
        replaced.push({ episodeId, folder: join(paths.clipsDir(env, episodeId), renderId) });
    }
  }
  return replaced;
}

/** Removes what `findReplacedRenders` finds. @returns how many folders were removed */
export async function sweepRenders(db: Database, env: Env, logger: Logger, now: number = Date.now()): Promise<number> {
  const replaced = await findReplacedRenders(db, env, now);
  for (const { folder } of replaced) await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  if (replaced.length > 0) logger.info({ folders: replaced.length }, 'files of replaced clips removed');
  return replaced.length;
}

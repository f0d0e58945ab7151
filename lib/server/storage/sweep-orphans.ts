import { join } from 'node:path';
import { countIds, existingIds } from '#db/repositories/existing-ids.ts';
import type { Database } from '#db/types.ts';
import { isId } from '#lib/shared/ids.ts';
import type { Env } from '../env.ts';
import type { Logger } from '../logger.ts';
import { deleteEpisodeFiles } from './delete-files.ts';
import { changedAt, namesIn } from './folder.ts';

/** A file is in its place before its row: what is younger may just be on its way. */
const SETTLED_MS = 3_600_000;
const IDS_PER_QUERY = 200;
const FEW_ORPHANS = 3;

/**
 * Removes the folders of episodes that no row tells of: what a crash in the middle of deleting left,
 * or a worker that had not heard of it yet. Only folders named like our ids are looked at.
 *
 * @param now epoch milliseconds, for tests
 * @returns the ids whose files were removed
 */
export async function sweepOrphans(
  db: Database,
  env: Env,
  logger: Logger,
  now: number = Date.now(),
): Promise<string[]> {
  const orphans = await findOrphans(db, env, now);
  for (const id of orphans) await deleteEpisodeFiles(env, id);
  if (orphans.length > 0) logger.info({ folders: orphans.length }, 'files without a row removed');
  return orphans;
}

/** The ids that `sweepOrphans` would remove. */
export async function findOrphans(db: Database, env: Env, now: number = Date.now()): Promise<string[]> {
  const ids = new Set<string>();
  for (const root of [env.uploadDir, env.transcriptsDir, env.clipsDir]) {
    for (const id of await settledFolders(root, now)) ids.add(id);
  }
  const orphans: string[] = [];
  const all = [...ids];
  for (let start = 0; start < all.length; start += IDS_PER_QUERY) {
    const some = all.slice(start, start + IDS_PER_QUERY);
    const known = await existingIds(db, some);
    orphans.push(...some.filter((id) => !known.has(id)));
  }
  return orphans;
}

/**
 * Crashes leave a folder or two. Where more is without a row than with one, it is the rows that are gone or others (an
 * empty or older database behind the same files): nothing of that goes by itself, only where a person sees it listed.
 *
 * @param orphaned how many `findOrphans` found
 */
export async function areRowsForeign(db: Database, orphaned: number): Promise<boolean> {
  if (orphaned === 0) return false;
  const known = await countIds(db);
  return known === 0 || orphaned > Math.max(FEW_ORPHANS, known);
}

async function settledFolders(root: string, now: number): Promise<string[]> {
  const settled: string[] = [];
  for (const name of await namesIn(root)) {
    if (isId(name) && now - (await changedAt(join(root, name), now)) >= SETTLED_MS) settled.push(name);
  }
  return settled;
}

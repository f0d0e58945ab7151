import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isId } from '#lib/shared/ids.ts';
import { paths } from '../../paths.ts';
import { countFiles } from '../delete-files.ts';
import { changedAt, namesIn } from '../folder.ts';
import { findEndedSounds, hasLiveJob } from '../sweep-sounds.ts';
import { type CleanUpRound, DAY_MS, type Removable } from './removable.ts';

/** What was seen in a picture and clips' finished sounds are kept for the next render; after a month hardly anybody comes back. */
const KEPT_FOLDERS = ['looks', 'sounds'];
const KEPT_MS = 30 * DAY_MS;
const KEPT_SHORT_MS = 3_600_000;

/** What would be made again when it is needed: decoded sound of ended transcriptions, what is kept for other renders. */
export async function caches(round: CleanUpRound): Promise<Removable[]> {
  const { db, env } = round.context;
  const found: Removable[] = [];
  for (const { episodeId, path } of await findEndedSounds(db, env, round.clock)) {
    found.push(await cache(round, episodeId, path));
  }
  const since = round.clock - (round.trigger === 'interval' ? KEPT_MS : KEPT_SHORT_MS);
  for (const episodeId of (await namesIn(env.clipsDir)).filter(isId)) {
    for (const name of KEPT_FOLDERS) {
      const folder = join(paths.clipsDir(env, episodeId), name);
      if ((await changedAt(folder, Number.POSITIVE_INFINITY)) > since) continue;
      const item = await cache(round, episodeId, folder);
      if (item.files > 0) found.push(item);
    }
  }
  return found;
}

async function cache({ context }: CleanUpRound, episodeId: string, place: string): Promise<Removable> {
  return {
    reason: 'cache',
    episodeId,
    title: null,
    ...(await countFiles(place)),
    async remove() {
      if (await hasLiveJob(context.db, episodeId)) return false;
      await rm(place, { recursive: true, force: true, maxRetries: 3 });
      return true;
    },
  };
}

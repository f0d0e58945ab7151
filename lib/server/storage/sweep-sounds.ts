import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { listEpisodeJobs } from '#db/repositories/jobs/list-episode-jobs.ts';
import type { Database } from '#db/types.ts';
import { isId } from '#lib/shared/ids.ts';
import type { Env } from '../env.ts';
import type { Logger } from '../logger.ts';
import { paths } from '../paths.ts';
import { changedAt, namesIn } from './folder.ts';

/** What is younger may belong to a job that is just begun again. */
const SETTLED_MS = 3_600_000;
const SOUND_FILES: readonly string[] = ['sound', 'lane-0', 'lane-1'].flatMap((name) => [
  `${name}.pcm`,
  `${name}.pcm.partial`,
]);

export interface EndedSound {
  readonly episodeId: string;
  readonly path: string;
}

/**
 * Decoded sound (115 MB an hour) of episodes that nothing waits or runs for: of transcriptions that failed, were
 * canceled or killed for good. Started again they decode anew; what was heard stays.
 *
 * @param now epoch milliseconds, for tests
 */
export async function findEndedSounds(db: Database, env: Env, now: number = Date.now()): Promise<EndedSound[]> {
  const found: EndedSound[] = [];
  for (const episodeId of (await namesIn(env.transcriptsDir)).filter(isId)) {
    const chunks = join(paths.transcriptDir(env, episodeId), 'chunks');
    for (const name of SOUND_FILES) {
      const path = join(chunks, name);
      if (now - (await changedAt(path, now)) < SETTLED_MS || (await hasLiveJob(db, episodeId))) continue;
      found.push({ episodeId, path });
    }
  }
  return found;
}

/** Removes what `findEndedSounds` finds. @returns how many files were removed */
export async function sweepSounds(db: Database, env: Env, logger: Logger, now: number = Date.now()): Promise<number> {
  const sounds = await findEndedSounds(db, env, now);
  for (const { path } of sounds) await rm(path, { force: true });
  if (sounds.length > 0) logger.info({ files: sounds.length }, 'decoded sound of ended transcriptions removed');
  return sounds.length;
}

/** Whether anything waits or runs for an episode. */
export async function hasLiveJob(db: Database, episodeId: string): Promise<boolean> {
  const jobs = await listEpisodeJobs(db, episodeId);
  return jobs.some((job) => job.status === 'queued' || job.status === 'running');
}

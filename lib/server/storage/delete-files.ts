import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Env } from '../env.ts';
import { paths } from '../paths.ts';

/**
 * Removes everything on the disk that belongs to an episode or an upload:
 * source, progress, transcript, clips, upload part. Nothing there is fine.
 *
 * @throws AppError `not_found` where the id is not one of ours.
 */
export async function deleteEpisodeFiles(env: Env, episodeId: string): Promise<void> {
  const folders = [
    paths.episodeDir(env, episodeId),
    paths.transcriptDir(env, episodeId),
    paths.clipsDir(env, episodeId),
    join(paths.tusDir(env), episodeId),
  ];
  for (const folder of folders) await rm(folder, { recursive: true, force: true, maxRetries: 3 });
}

import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { hasErrno } from '../app-error.ts';
import type { Env } from '../env.ts';
import { paths } from '../paths.ts';

export interface FileCount {
  readonly files: number;
  readonly bytes: number;
}

/**
 * Removes everything on the disk that belongs to an episode or an upload:
 * source, progress, transcript, clips, upload part. Nothing there is fine.
 *
 * @throws AppError `not_found` where the id is not one of ours.
 */
export async function deleteEpisodeFiles(env: Env, episodeId: string): Promise<void> {
  for (const folder of episodePlaces(env, episodeId)) {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** What of an episode or an upload lies on the disk. */
export async function countEpisodeFiles(env: Env, episodeId: string): Promise<FileCount> {
  const counts = await Promise.all(episodePlaces(env, episodeId).map(countFiles));
  return {
    files: counts.reduce((sum, count) => sum + count.files, 0),
    bytes: counts.reduce((sum, count) => sum + count.bytes, 0),
  };
}

/** Files and bytes at a place, whether it is a file or a folder; nothing where there is none. */
export async function countFiles(place: string): Promise<FileCount> {
  try {
    const info = await stat(place);
    if (!info.isDirectory()) return { files: 1, bytes: info.size };
    let [files, bytes] = [0, 0];
    for (const name of await readdir(place)) {
      const inside = await countFiles(join(place, name));
      files += inside.files;
      bytes += inside.bytes;
    }
    return { files, bytes };
  } catch (error) {
    // Gone since the folder was read.
    if (hasErrno(error, 'ENOENT') || hasErrno(error, 'ENOTDIR')) return { files: 0, bytes: 0 };
    throw error;
  }
}

function episodePlaces(env: Env, episodeId: string): string[] {
  return [
    paths.episodeDir(env, episodeId),
    paths.transcriptDir(env, episodeId),
    paths.clipsDir(env, episodeId),
    join(paths.tusDir(env), episodeId),
  ];
}

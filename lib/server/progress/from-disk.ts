import { readdir, stat } from 'node:fs/promises';
import type { Stage } from '#lib/shared/progress.ts';
import { hasErrno } from '../app-error.ts';
import type { Env } from '../env.ts';
import { paths } from '../paths.ts';

/**
 * How far an episode came, by the files that are there: enough for a stage when neither the
 * progress file nor the database can tell. Null where there is nothing of it.
 */
export async function stageFromDisk(env: Env, episodeId: string): Promise<Stage | null> {
  if (await hasEntries(paths.clipsDir(env, episodeId))) return 'render';
  if (await hasEntries(paths.transcriptDir(env, episodeId))) return 'transcribe';
  if (await hasEntries(paths.episodeDir(env, episodeId))) return 'probe';
  if (await exists(`${paths.tusDir(env)}/${episodeId}`)) return 'upload';
  return null;
}

async function hasEntries(folder: string): Promise<boolean> {
  try {
    return (await readdir(folder)).length > 0;
  } catch (error) {
    if (isAbsent(error)) return false;
    throw error;
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (isAbsent(error)) return false;
    throw error;
  }
}

function isAbsent(error: unknown): boolean {
  return hasErrno(error, 'ENOENT') || hasErrno(error, 'ENOTDIR');
}

import type { Stage } from '#lib/shared/progress.ts';
import type { Env } from '../env.ts';
import { paths } from '../paths.ts';
import { exists, namesIn } from '../storage/folder.ts';

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
  return (await namesIn(folder)).length > 0;
}

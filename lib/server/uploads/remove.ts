import { rm } from 'node:fs/promises';
import { deleteEpisode, getEpisodeAnywhere } from '#db/repositories/episodes.ts';
import { deleteUpload } from '#db/repositories/uploads.ts';
import type { Env } from '../env.ts';
import { paths } from '../paths.ts';
import { deleteEpisodeFiles } from '../storage/delete-files.ts';
import type { UploadContext } from './context.ts';
import { partPath } from './locate.ts';

/**
 * Takes back an upload that is no episode: its row, then its bytes. The row
 * decides against a publication at the same moment (another process may be at
 * it); bytes that a crash in between leaves are swept.
 *
 * @returns false, and nothing was touched, where there is no such row or it is an episode by now.
 */
export async function removeUpload({ env, db }: UploadContext, id: string): Promise<boolean> {
  if (!(await deleteUpload(db, id, ['open', 'finished']))) return false;
  await removeBytes(env, id);
  return true;
}

/** The bytes of an upload that has no row (any more), wherever they lie. */
export async function removeBytes(env: Env, id: string): Promise<void> {
  await rm(partPath(env, id), { force: true });
  await rm(paths.episodeDir(env, id), { recursive: true, force: true });
}

/** Takes back an episode that was just published from an upload: rows (with its jobs), then files. */
export async function removePublished(context: UploadContext, id: string): Promise<void> {
  const { env, db } = context;
  if (!(await getEpisodeAnywhere(db, id))) return;
  await deleteEpisode(db, id);
  await deleteEpisodeFiles(env, id);
}

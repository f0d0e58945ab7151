import { rm } from 'node:fs/promises';
import { deleteEpisode, getEpisode } from '#db/repositories/episodes.ts';
import { deleteUpload } from '#db/repositories/uploads.ts';
import { paths } from '../paths.ts';
import { deleteEpisodeFiles } from '../storage/delete-files.ts';
import type { UploadContext } from './context.ts';
import { partPath } from './locate.ts';

/**
 * Takes back an upload that is no episode: its bytes, then its row. Files first,
 * so that a crash in between leaves a row that the sweep understands.
 */
export async function removeUpload({ env, db }: UploadContext, id: string): Promise<void> {
  await rm(partPath(env, id), { force: true });
  await rm(paths.episodeDir(env, id), { recursive: true, force: true });
  await deleteUpload(db, id);
}

/** Takes back an episode that was just published from an upload: rows (with its jobs), then files. */
export async function removePublished(context: UploadContext, id: string): Promise<void> {
  const { env, db } = context;
  if (!(await getEpisode(db, id))) return;
  await deleteEpisode(db, id);
  await deleteEpisodeFiles(env, id);
}

import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { hasErrno } from '../app-error.ts';
import type { Env } from '../env.ts';
import { paths } from '../paths.ts';

/** Where the bytes of an upload lie now. */
export interface Located {
  readonly path: string;
  /** `source`: moved already, but perhaps not an episode yet. */
  readonly place: 'part' | 'source';
  readonly sizeBytes: number;
  /** Last write, epoch milliseconds. */
  readonly changedAt: number;
}

/** An upload's part file. */
export function partPath(env: Env, id: string): string {
  // The check of the id comes with the episode's own path.
  paths.episodeDir(env, id);
  return join(paths.tusDir(env), id);
}

/**
 * Finds an upload's bytes: the part, or the source that a finalisation moved
 * before it was interrupted. Null where there are none.
 */
export async function locateUpload(env: Env, id: string): Promise<Located | null> {
  return (await look(partPath(env, id), 'part')) ?? (await locateSource(env, id));
}

async function locateSource(env: Env, id: string): Promise<Located | null> {
  const folder = paths.episodeDir(env, id);
  let names: string[];
  try {
    names = await readdir(folder);
  } catch (error) {
    if (hasErrno(error, 'ENOENT')) return null;
    throw error;
  }
  const name = names.find((candidate) => /^source\.[a-z0-9]+$/.test(candidate));
  return name ? look(join(folder, name), 'source') : null;
}

async function look(path: string, place: Located['place']): Promise<Located | null> {
  try {
    const { size, mtimeMs } = await stat(path);
    return { path, place, sizeBytes: size, changedAt: Math.round(mtimeMs) };
  } catch (error) {
    if (hasErrno(error, 'ENOENT')) return null;
    throw error;
  }
}

import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { hasErrno } from '#lib/server/app-error.ts';
import type { Env } from '#lib/server/env.ts';
import { paths } from '#lib/server/paths.ts';
import { namesIn } from '#lib/server/storage/folder.ts';

/** Much longer than any build, download or conversion goes without touching its folder. */
const DEAD_MS = 24 * 3_600_000;

/**
 * Removes what killed builds, downloads and imports left in the data folder.
 *
 * @param now epoch milliseconds, for tests
 * @returns how many folders were removed
 */
export async function removeEngineLeftovers(env: Env, now: number = Date.now()): Promise<number> {
  const models = await sweep(paths.modelsDir(env), /^\.(registry|import)-/, now);
  const engines = await sweep(paths.enginesDir(env), /\.partial-\w+$/, now);
  return models + engines;
}

async function sweep(folder: string, pattern: RegExp, now: number): Promise<number> {
  let removed = 0;
  for (const name of (await namesIn(folder)).filter((entry) => pattern.test(entry))) {
    const path = join(folder, name);
    if (now - (await changedAt(path, now)) < DEAD_MS) continue;
    await rm(path, { recursive: true, force: true });
    removed += 1;
  }
  return removed;
}

/** When it or something directly inside was changed last: a file that grows does not touch its folder. */
async function changedAt(path: string, now: number): Promise<number> {
  try {
    const inside = (await namesIn(path)).map((name) => join(path, name));
    const times = await Promise.all([path, ...inside].map(async (entry) => (await stat(entry)).mtimeMs));
    return Math.max(...times);
  } catch (error) {
    if (hasErrno(error, 'ENOENT')) return now; // somebody works in it
    throw error;
  }
}

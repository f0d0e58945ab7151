import { join, normalize, sep } from 'node:path';
import { isId } from '#lib/shared/ids.ts';
import type { AssetRoot } from '#lib/shared/states.ts';
import { AppError } from './app-error.ts';
import type { Env } from './env.ts';

/** How folders of running backups in `workDir` begin; the number of the process follows. */
export const BACKUP_WORK = 'backup-';

/** Where everything lies. Every function that takes an id refuses what is not one of ours. */
export const paths = {
  /** Parts of unfinished uploads, named by upload id. */
  tusDir: (env: Env) => join(env.uploadDir, '.tus'),
  /** Imports that are being received, each in a folder of its own. */
  importsDir: (env: Env) => join(env.uploadDir, '.imports'),
  /** An episode's source and `progress.json`. */
  episodeDir: (env: Env, episodeId: string) => join(env.uploadDir, checked(episodeId)),
  progressFile: (env: Env, episodeId: string) => join(env.uploadDir, checked(episodeId), 'progress.json'),
  transcriptDir: (env: Env, episodeId: string) => join(env.transcriptsDir, checked(episodeId)),
  clipsDir: (env: Env, episodeId: string) => join(env.clipsDir, checked(episodeId)),
  /** Weights that we fetched or converted. */
  modelsDir: (env: Env) => join(env.dataDir, 'models'),
  /** Programs that we built, e.g. whisper-cli. */
  enginesDir: (env: Env) => join(env.dataDir, 'engines'),
  /** Fonts and logos that people uploaded, named by id. */
  brandDir: (env: Env) => join(env.dataDir, 'brand'),
  /** Private folders of running jobs; emptied at start. */
  workDir: (env: Env) => join(env.dataDir, 'work'),
} as const;

/** The folder that assets of this root are relative to. */
export function assetRootDir(env: Env, root: AssetRoot): string {
  const roots: Record<AssetRoot, string> = {
    uploads: env.uploadDir,
    transcripts: env.transcriptsDir,
    clips: env.clipsDir,
    output: env.outputDir,
    brand: paths.brandDir(env),
  };
  return roots[root];
}

/**
 * An asset's absolute path.
 *
 * @throws AppError `asset_not_found` where the stored path would leave its root.
 */
export function assetPath(env: Env, asset: { root: AssetRoot; path: string }): string {
  const base = assetRootDir(env, asset.root);
  const full = normalize(join(base, asset.path));
  if (!full.startsWith(base + sep)) throw new AppError('asset_not_found');
  return full;
}

function checked(id: string): string {
  if (!isId(id)) throw new AppError('not_found');
  return id;
}

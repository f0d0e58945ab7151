import { stat } from 'node:fs/promises';
import { z } from 'zod';
import { existingAssetIds, listAssetsAfter } from '#db/repositories/assets.ts';
import { getSetting, putSetting } from '#db/repositories/settings.ts';
import type { AssetRow } from '#db/rows.ts';
import type { Database } from '#db/types.ts';
import { AppError, hasErrno } from '../app-error.ts';
import type { Env } from '../env.ts';
import type { Logger } from '../logger.ts';
import { assetPath } from '../paths.ts';

const KEY = 'missing_files';
const storedSchema = z.object({ count: z.number().int().nonnegative() });
const ASSETS_PER_QUERY = 200;
/** A lost disk misses everything: the log need not name it all. */
const IDS_IN_LOG = 100;

/** Ids of the assets whose file is gone. Changes nothing. */
export async function findMissingFiles(db: Database, env: Env): Promise<string[]> {
  const missing: string[] = [];
  let after = '';
  for (;;) {
    const assets = await listAssetsAfter(db, after, ASSETS_PER_QUERY);
    const absent: string[] = [];
    for (const asset of assets) if (!(await hasFile(env, asset))) absent.push(asset.id);
    // What was deleted or replaced while we looked is missed by nobody.
    const still = await existingAssetIds(db, absent);
    missing.push(...absent.filter((id) => still.has(id)));
    const last = assets.at(-1);
    if (!last || assets.length < ASSETS_PER_QUERY) break;
    after = last.id;
  }
  return missing;
}

/**
 * Looks for assets whose file is gone, says so once, and keeps their number for `readMissingFiles`.
 * Nothing is removed: the file may come back with its disk or from a backup.
 */
export async function reportMissingFiles(db: Database, env: Env, logger: Logger): Promise<string[]> {
  const missing = await findMissingFiles(db, env);
  if (missing.length > 0) {
    logger.warn(
      { missingFiles: missing.length, assetIds: missing.slice(0, IDS_IN_LOG) },
      'files of assets are missing',
    );
  }
  await putSetting(db, KEY, { count: missing.length });
  return missing;
}

/** How many files the last look missed; null before the first. */
export async function readMissingFiles(db: Database): Promise<number | null> {
  return (await getSetting(db, KEY, storedSchema))?.count ?? null;
}

async function hasFile(env: Env, asset: AssetRow): Promise<boolean> {
  try {
    return (await stat(assetPath(env, asset))).isFile();
  } catch (error) {
    // A path that leaves its folder is never served: for the person it is missing as well.
    if (error instanceof AppError && error.code === 'asset_not_found') return false;
    if (hasErrno(error, 'ENOENT') || hasErrno(error, 'ENOTDIR')) return false;
    throw error;
  }
}

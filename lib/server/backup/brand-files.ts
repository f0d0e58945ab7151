import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { usedBrandFiles } from '#db/repositories/brands.ts';
import type { Database } from '#db/types.ts';
import { hasErrno } from '../app-error.ts';
import type { Env } from '../env.ts';
import { brandFilePath } from '../services/settings/brand-files.ts';

export interface BrandFileOnDisk {
  readonly root: 'brand';
  readonly path: string;
  /** Null where the file is gone. */
  readonly sizeBytes: number | null;
}

/** The fonts and logos that brands use, which have no rows of their own. */
export async function brandFiles(db: Database, env: Env): Promise<BrandFileOnDisk[]> {
  const used = await usedBrandFiles(db);
  return Promise.all(
    used.map(async ({ kind, id }) => {
      const path = brandFilePath(env, kind, id);
      return { root: 'brand' as const, path: basename(path), sizeBytes: await sizeOf(path) };
    }),
  );
}

async function sizeOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (hasErrno(error, 'ENOENT')) return null;
    throw error;
  }
}

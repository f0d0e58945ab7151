import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { brandFileIds } from '#db/repositories/brands.ts';
import type { Database } from '#db/types.ts';
import type { Env } from '../env.ts';
import { paths } from '../paths.ts';
import { namesIn } from '../storage/folder.ts';

/** The fonts and logos that brands use, which have no rows of their own. */
export async function brandFiles(
  db: Database,
  env: Env,
): Promise<{ root: 'brand'; path: string; sizeBytes: number }[]> {
  const used = await brandFileIds(db);
  const folder = paths.brandDir(env);
  const files: { root: 'brand'; path: string; sizeBytes: number }[] = [];
  for (const path of await namesIn(folder)) {
    if (!used.has(path.split('.')[0] ?? '')) continue;
    files.push({ root: 'brand', path, sizeBytes: (await stat(join(folder, path))).size });
  }
  return files;
}

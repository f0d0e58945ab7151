import type { Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type CatalogueModel, MODEL_CATALOGUE } from '#lib/shared/speech-models.ts';
import { hasErrno } from '../app-error.ts';
import type { Env } from '../env.ts';
import { paths } from '../paths.ts';

/** Where the weights of a speech model lie on this machine. */
export interface ModelFile {
  readonly name: string;
  readonly path: string;
  readonly sizeBytes: number;
  readonly changedMs: number;
  /** In the data folder, and not in MODELS_DIR, from which we only read. */
  readonly isOurs: boolean;
}

/** Looked through in this order: MODELS_DIR, the data folder. */
export function modelFolders(env: Env): string[] {
  return env.modelsDir ? [env.modelsDir, paths.modelsDir(env)] : [paths.modelsDir(env)];
}

/** The models that are here, by name; nothing is read of them. */
export async function presentModels(env: Env): Promise<ModelFile[]> {
  const found = await Promise.all(MODEL_CATALOGUE.map((model) => presentModel(env, model)));
  return found.filter((file) => file !== null);
}

/** The first of the places of a model that holds it; null where none does. */
export async function presentModel(env: Env, { name, files }: CatalogueModel): Promise<ModelFile | null> {
  for (const folder of modelFolders(env)) {
    for (const file of files) {
      const path = join(folder, file);
      const found = await statIfThere(path);
      if (!found) continue;
      const { size, mtimeMs } = found;
      return { name, path, sizeBytes: size, changedMs: mtimeMs, isOurs: dirname(path) === paths.modelsDir(env) };
    }
  }
  return null;
}

/** Null where it is not there, or not for us: then the next place is looked at. */
export async function statIfThere(path: string): Promise<Stats | null> {
  try {
    return await stat(path);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'EACCES'].some((code) => hasErrno(error, code))) return null;
    throw error;
  }
}

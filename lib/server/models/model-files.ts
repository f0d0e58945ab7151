import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { MODEL_CATALOGUE } from '#lib/shared/speech-models.ts';
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
  const found = await Promise.all(MODEL_CATALOGUE.map(({ name, files }) => firstOf(env, name, files)));
  return found.filter((file) => file !== null);
}

async function firstOf(env: Env, name: string, files: readonly string[]): Promise<ModelFile | null> {
  for (const folder of modelFolders(env)) {
    for (const file of files) {
      const path = join(folder, file);
      try {
        const { size, mtimeMs } = await stat(path);
        return { name, path, sizeBytes: size, changedMs: mtimeMs, isOurs: dirname(path) === paths.modelsDir(env) };
      } catch {
        // not there, or not for us: the next place is looked at
      }
    }
  }
  return null;
}

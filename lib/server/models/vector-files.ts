import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { VECTOR_MODEL } from '#lib/shared/speech-models.ts';
import type { Env } from '../env.ts';
import { paths } from '../paths.ts';
import { type ModelFile, modelFolders } from './model-files.ts';

/** The network of the sentence vectors, relative to its folder. */
export const VECTOR_NETWORK = join('onnx', 'model_quantized.onnx');

/** Where the sentence vectors' network lies: `EMBEDDINGS_MODEL_PATH`, MODELS_DIR, the data folder; null where it does not. */
export async function presentVectors(env: Env): Promise<ModelFile | null> {
  const own = join(paths.modelsDir(env), VECTOR_MODEL.name);
  const folders = modelFolders(env).map((folder) => join(folder, VECTOR_MODEL.name));
  for (const path of env.embeddingsModelPath === null ? folders : [env.embeddingsModelPath]) {
    try {
      const [{ size, mtimeMs }] = await Promise.all([stat(join(path, VECTOR_NETWORK)), stat(join(path, 'vocab.txt'))]);
      return { name: VECTOR_MODEL.name, path, sizeBytes: size, changedMs: mtimeMs, isOurs: path === own };
    } catch {
      // not there, or not for us: the next place is looked at
    }
  }
  return null;
}

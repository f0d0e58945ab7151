import { join } from 'node:path';
import { VECTOR_MODEL } from '#lib/shared/speech-models.ts';
import type { Env } from '../env.ts';
import { paths } from '../paths.ts';
import { type ModelFile, modelFolders, statIfThere } from './model-files.ts';

/** The network of the sentence vectors, relative to its folder. */
export const VECTOR_NETWORK = join('onnx', 'model_quantized.onnx');
export const VECTOR_VOCABULARY = 'vocab.txt';

/** Where the sentence vectors' network lies: `EMBEDDINGS_MODEL_PATH`, MODELS_DIR, the data folder; null where it does not. */
export async function presentVectors(env: Env): Promise<ModelFile | null> {
  const own = join(paths.modelsDir(env), VECTOR_MODEL.name);
  const folders = modelFolders(env).map((folder) => join(folder, VECTOR_MODEL.name));
  for (const path of env.embeddingsModelPath === null ? folders : [env.embeddingsModelPath]) {
    const [network, vocabulary] = await Promise.all(
      [VECTOR_NETWORK, VECTOR_VOCABULARY].map((file) => statIfThere(join(path, file))),
    );
    if (!network || !vocabulary) continue;
    const { size, mtimeMs } = network;
    return { name: VECTOR_MODEL.name, path, sizeBytes: size, changedMs: mtimeMs, isOurs: path === own };
  }
  return null;
}

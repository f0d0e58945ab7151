import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '#lib/server/app-error.ts';
import type { Env } from '#lib/server/env.ts';
import { presentVectors, VECTOR_NETWORK, VECTOR_VOCABULARY } from '#lib/server/models/vector-files.ts';
import { paths } from '#lib/server/paths.ts';
import { VECTOR_MODEL } from '#lib/shared/speech-models.ts';
import { withFolderLock } from '../folder-lock.ts';
import { calmStep, type OnStep } from '../status.ts';
import { downloadFromHub, UnreachableError } from '../weights/hub-download.ts';

/** The network of the sentence vectors, and the folder it lies in. */
export const EMBEDDINGS_NAME = VECTOR_MODEL.name;
const HUB = 'https://huggingface.co/Xenova/all-MiniLM-L6-v2/resolve/main';
/** Of bert-base-uncased, the same in every copy. The hub gives no checksum for small files. */
const VOCABULARY_SHA256 = '07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3';

/**
 * The folder of the weights: `EMBEDDINGS_MODEL_PATH`, else `all-MiniLM-L6-v2` in
 * `MODELS_DIR` or the data folder. Null where they are not; nothing is fetched.
 *
 * @throws AppError `model_missing` where `EMBEDDINGS_MODEL_PATH` does not hold them.
 */
export async function findEmbeddingWeights(env: Env): Promise<string | null> {
  const present = await presentVectors(env);
  if (present) return present.path;
  if (env.embeddingsModelPath === null) return null;
  throw new AppError('model_missing', {
    detail: `EMBEDDINGS_MODEL_PATH must be a folder with ${VECTOR_VOCABULARY} and ${VECTOR_NETWORK}`,
  });
}

/**
 * Fetches the weights from the hub into the data folder (23 MB), and gives their
 * folder. What is there already is not fetched again.
 *
 * @throws AppError `model_missing` where the hub cannot be reached, `model_damaged`, `disk_full`; the signal's reason.
 */
export async function fetchEmbeddingWeights(options: {
  env: Env;
  onStep: OnStep;
  signal: AbortSignal;
  /** Another place of the same files. */
  hub?: string;
}): Promise<string> {
  const { env, signal, hub = HUB } = options;
  const step = calmStep(options.onStep);
  const folder = paths.modelsDir(env);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const wait = () => step('Another process is fetching the sentence vectors', null);
  return await withFolderLock(join(folder, `.${EMBEDDINGS_NAME}.lock`), { signal, onWait: wait }, async () => {
    const present = await findEmbeddingWeights(env);
    if (present !== null) return present;
    const fetched = join(folder, `.${EMBEDDINGS_NAME}.new`);
    const message = `Fetching ${EMBEDDINGS_NAME} (${Math.round(VECTOR_MODEL.downloadBytes / 1e6)} MB)`;
    try {
      step(message, null);
      await downloadFromHub({
        url: `${hub}/vocab.txt`,
        target: join(fetched, VECTOR_VOCABULARY),
        sha256: VOCABULARY_SHA256,
        signal,
      });
      await downloadFromHub({
        url: `${hub}/onnx/model_quantized.onnx`,
        target: join(fetched, VECTOR_NETWORK),
        signal,
        onPercent: (percent) => step(message, percent),
      });
      const target = join(folder, EMBEDDINGS_NAME);
      await rm(target, { recursive: true, force: true });
      await rename(fetched, target);
      return target;
    } catch (error) {
      if (!(error instanceof UnreachableError)) throw error;
      throw new AppError('model_missing', {
        detail: `${EMBEDDINGS_NAME} is not here, and huggingface.co cannot be reached`,
        cause: error,
      });
    }
  });
}

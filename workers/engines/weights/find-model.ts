import { AppError } from '#lib/server/app-error.ts';
import type { Env } from '#lib/server/env.ts';
import { presentModel } from '#lib/server/models/model-files.ts';
import { catalogueModel, MODEL_NAMES } from '#lib/shared/speech-models.ts';
import { inspectGgml } from './ggml-format.ts';
import { type ModelFacts, modelFacts } from './model-facts.ts';

/** Weights that were found and looked through. */
export interface FoundModel extends ModelFacts {
  /** As the person chose it, e.g. "base"; "custom" names stay as they are. */
  readonly name: string;
  readonly path: string;
}

/**
 * Looks for weights of this name: `WHISPER_MODEL_PATH` (which stands for the
 * default model), `MODELS_DIR`, the data folder. Null where there are none.
 *
 * @throws AppError `model_missing` for a name we do not offer and for a `WHISPER_MODEL_PATH` that is not there, `model_damaged`.
 */
export async function findModel(env: Env, name: string): Promise<FoundModel | null> {
  if (env.whisperModelPath && name === env.whisperModel) return await described(name, env.whisperModelPath);
  const model = catalogueModel(name);
  if (!model) {
    throw new AppError('model_missing', {
      detail: `There is no model "${name.slice(0, 60)}". Choose ${MODEL_NAMES.join(', ')}`,
    });
  }
  const file = await presentModel(env, model);
  return file && (await described(name, file.path));
}

async function described(name: string, path: string): Promise<FoundModel> {
  return { name, path, ...modelFacts(await inspectGgml(path)) };
}

import { basename } from 'node:path';
import { AppError } from '#lib/server/app-error.ts';
import type { Env } from '#lib/server/env.ts';
import { ERROR_CODES } from '#lib/shared/error-codes.ts';
import { catalogueModel } from '#lib/shared/speech-models.ts';
import type { Capabilities } from './binary/capabilities.ts';
import { resolveWhisper } from './binary/resolve.ts';
import { type OnSpeechStatus, preparing } from './status.ts';
import { fetchModel } from './weights/fetch-model.ts';
import { findModel } from './weights/find-model.ts';

/** Everything that is needed to transcribe: the program, and the weights. */
export interface SpeechEngine {
  /** Path of whisper-cli. */
  readonly binary: string;
  readonly capabilities: Capabilities;
  readonly modelPath: string;
  /** The model's name in the catalogue, e.g. "base". */
  readonly modelName: string;
  /** Which weights exactly, e.g. "base-q5_1"; stored with each transcript. */
  readonly weights: string;
  readonly multilingual: boolean;
  /** The name that `-dtw` wants; null where word times come from the coarser source. */
  readonly dtwPreset: string | null;
  /** E.g. "whisper.cpp 1.9.1 (greedy, dtw)"; stored with each transcript. */
  readonly engineLabel: string;
}

/**
 * Finds, builds or fetches what speech needs, and says on the way how far it
 * is. May be called again after a failure: what is there is not made twice.
 *
 * @param options.model a name of the catalogue
 * @throws AppError `engine_missing`, `model_missing`, `model_damaged`, `disk_full`, each with one sentence for the person; the signal's reason.
 */
export async function prepareSpeech(
  env: Env,
  options: { model: string },
  onStatus: OnSpeechStatus,
  signal: AbortSignal,
): Promise<SpeechEngine> {
  const onStep = preparing(onStatus);
  try {
    onStep('Looking for the speech engine', null);
    const binary = await resolveWhisper(env, onStep, signal);
    const model =
      (await findModel(env, options.model)) ?? (await fetched(env, options.model, binary.quantize, onStep, signal));
    const dtwPreset = binary.capabilities.dtw ? model.dtwPreset : null;
    const weights = basename(model.path)
      .replace(/^ggml-/, '')
      .replace(/\.bin$/, '');
    const { version } = binary.capabilities;
    const engine: SpeechEngine = {
      binary: binary.path,
      capabilities: binary.capabilities,
      modelPath: model.path,
      modelName: model.name,
      weights,
      multilingual: model.multilingual,
      dtwPreset,
      engineLabel: `whisper.cpp${version === 'unknown' ? '' : ` ${version}`} (greedy${dtwPreset ? ', dtw' : ''})`,
    };
    const wordTimes = dtwPreset ? 'fine' : 'coarse';
    const coarse = dtwPreset ? '' : '; word times are coarser without cmake or with this model';
    onStatus({ state: 'ready', message: `Ready: ${weights}${coarse}`, percent: 100, wordTimes });
    return engine;
  } catch (error) {
    if (!signal.aborted) onStatus({ state: 'missing', message: sentence(error), percent: null, wordTimes: null });
    throw error;
  }
}

async function fetched(
  env: Env,
  name: string,
  quantizeTool: string | null,
  onStep: ReturnType<typeof preparing>,
  signal: AbortSignal,
) {
  const model = catalogueModel(name);
  if (!model) throw new AppError('model_missing');
  return await fetchModel({ env, model, quantizeTool, onStep, signal });
}

/** What the page shows of a failed preparation. */
function sentence(error: unknown): string {
  if (!(error instanceof AppError)) return ERROR_CODES.internal.title;
  const { title, action } = ERROR_CODES[error.code];
  // What to install is part of the engine's own sentence.
  if (error.code === 'engine_missing' && error.detail) return `${error.detail}.`;
  return `${error.detail ?? title}. ${action}`;
}

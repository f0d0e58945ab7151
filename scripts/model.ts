import { rm, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { AppError } from '#lib/server/app-error.ts';
import type { Env } from '#lib/server/env.ts';
import { paths } from '#lib/server/paths.ts';
import { formatBytes } from '#lib/shared/time.ts';
import { resolveWhisper } from '#workers/engines/binary/resolve.ts';
import { type OnStep, preparing } from '#workers/engines/status.ts';
import { catalogueModel, MODEL_CATALOGUE, MODEL_NAMES } from '#workers/engines/weights/catalogue.ts';
import { fetchModel } from '#workers/engines/weights/fetch-model.ts';
import { presentModels } from '#workers/engines/weights/find-model.ts';
import { importModel } from '#workers/engines/weights/import-model.ts';
import { UsageError } from './cli/arguments.ts';
import { runCommand } from './cli/exit.ts';
import { createProgressLines } from './cli/progress-lines.ts';
import { readConfiguration } from './read-configuration.ts';

const USAGE = 'usage: npm run model -- list | get NAME | import DIR | remove NAME';

// `npm run model -- list | get NAME | import DIR | remove NAME`
await runCommand(async (signal) => {
  const [verb, argument, ...rest] = process.argv.slice(2);
  if (rest.length > 0 || (verb !== 'list') !== (argument !== undefined)) throw new UsageError(USAGE);
  const env = readConfiguration();
  if (verb === 'list') await list(env);
  else if (verb === 'get') await get(env, argument ?? '', signal);
  else if (verb === 'import') await take(env, resolve(argument ?? ''), signal);
  else if (verb === 'remove') await remove(env, argument ?? '');
  else throw new UsageError(USAGE);
});

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

async function list(env: Env): Promise<void> {
  const present = new Map((await presentModels(env)).map(({ name, path }) => [name, path]));
  const lines = await Promise.all(
    MODEL_CATALOGUE.map(async ({ name, englishOnly, downloadBytes }) => {
      const path = present.get(name) ?? null;
      const what = path === null ? `${formatBytes(downloadBytes)} to fetch` : await stateOf(path);
      return `${name.padEnd(16)} ${(englishOnly ? 'English' : 'all languages').padEnd(14)} ${what}`;
    }),
  );
  say(lines.join('\n'));
}

async function stateOf(path: string): Promise<string> {
  const { size } = await stat(path);
  return `${formatBytes(size)} here: ${path}`;
}

async function get(env: Env, name: string, signal: AbortSignal): Promise<void> {
  const model = known(name);
  // The tool that makes weights smaller comes with the engine, and the engine is needed in any case.
  const onStep = stepLines();
  const { quantize } = await resolveWhisper(env, onStep, signal);
  const { path } = await fetchModel({ env, model, quantizeTool: quantize, onStep, signal });
  say(`${name}: ${path}`);
}

async function take(env: Env, source: string, signal: AbortSignal): Promise<void> {
  const onStep = stepLines();
  const { quantize } = await resolveWhisper(env, onStep, signal);
  const { name, path } = await importModel({ env, source, quantizeTool: quantize, onStep, signal });
  say(`${name}: ${path}`);
}

async function remove(env: Env, name: string): Promise<void> {
  const model = known(name);
  const found = (await presentModels(env)).find((entry) => entry.name === model.name);
  if (!found?.path) throw new AppError('model_missing', { detail: `${name} is not here` });
  if (dirname(found.path) !== paths.modelsDir(env)) {
    throw new UsageError(`${found.path} is not in our own folder: remove it by hand if you mean it`);
  }
  await rm(found.path);
  say(`${name}: removed ${found.path}`);
}

function known(name: string) {
  const model = catalogueModel(name);
  if (!model) throw new UsageError(`NAME must be one of ${MODEL_NAMES.join(', ')}`);
  return model;
}

function stepLines(): OnStep {
  const lines = createProgressLines();
  return preparing((status) => lines.speech(status));
}

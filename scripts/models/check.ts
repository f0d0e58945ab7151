import { AppError } from '#lib/server/app-error.ts';
import type { Env } from '#lib/server/env.ts';
import { presentModels } from '#lib/server/models/model-files.ts';
import { readModelRecord } from '#lib/server/models/model-records.ts';
import { inspectGgml } from '#workers/engines/weights/ggml-format.ts';
import { sha256Of } from '#workers/engines/weights/hub-download.ts';
import { UsageError } from '../cli/arguments.ts';

/**
 * Reads the weights of a model from end to end.
 *
 * @returns a sentence
 * @throws UsageError where it is not here; AppError `model_damaged` where it is no whole weights file or not the one that was fetched.
 */
export async function checkWeights(env: Env, name: string): Promise<string> {
  const file = (await presentModels(env)).find((entry) => entry.name === name);
  if (!file) throw new UsageError(`${name} is not here: npm run model -- get ${name}`);
  await inspectGgml(file.path);
  const sha256 = await sha256Of(file.path);
  const record = await readModelRecord(file.path);
  if (record && record.sha256 !== sha256) {
    throw new AppError('model_damaged', { detail: `${file.path} is not what it was when it came here` });
  }
  const known = record ? (record.source === 'published' ? 'as published' : 'as converted here') : 'whole';
  return `${name}: ${known}, sha256 ${sha256}`;
}

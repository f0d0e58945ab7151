import { chmod, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readEnv } from '#lib/server/env.ts';
import { createLogger } from '#lib/server/logger.ts';
import { isRetryable } from '#lib/shared/job-retry.ts';
import { describeEachDatabase } from '#tests/helpers/databases.ts';
import { CpuBudget } from '#workers/cpu-budget.ts';
import { convertCt2 } from '#workers/engines/weights/convert.ts';
import { modelHandler } from '#workers/handlers/model.ts';
import { writeCt2Folder } from '../unit/engines/small-model.ts';
import { running } from './job-steps.ts';

const HELP = '#!/bin/sh\necho "--output-json-full --print-progress" >&2\n';

describeEachDatabase('the job that fetches a model', (getDb) => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'podpromo-model-job-'));
    await writeFile(join(folder, 'whisper-cli'), HELP);
    await chmod(join(folder, 'whisper-cli'), 0o755);
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function fetched(name: string) {
    const { job } = await running(getDb(), { kind: 'model', episodeId: null, payload: { model: name } });
    const env = readEnv({ DATA_DIR: join(folder, 'data'), WHISPER_BIN: join(folder, 'whisper-cli') });
    const said: string[] = [];
    const { signal } = new AbortController();
    const outcome = await modelHandler({
      ...{ env, db: getDb(), job, signal, workDir: folder, cpu: new CpuBudget(1), options: { model: name } },
      logger: createLogger('silent', 'test'),
      progress: ({ message }) => said.push(message),
      kept: async () => undefined,
    });
    return { outcome, said };
  }

  test('is done at once where the model came in the meantime', async () => {
    await writeCt2Folder(folder);
    await mkdir(join(folder, 'data', 'models'), { recursive: true });
    const output = join(folder, 'weights.bin');
    await convertCt2({ folder, output, signal: new AbortController().signal });
    await rename(output, join(folder, 'data', 'models', 'ggml-tiny-q8_0.bin'));
    const { outcome } = await fetched('tiny');
    expect(outcome.effects(getDb())).toEqual([]);
  });

  test('is not tried again for a model that we do not offer', async () => {
    await expect(fetched('gigantic')).rejects.toMatchObject({ code: 'model_unknown' });
    expect(isRetryable('model_unknown')).toBe(false);
  });
});

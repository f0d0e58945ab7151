import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Env, readEnv } from '#lib/server/env.ts';
import { presentModels } from '#lib/server/models/model-files.ts';
import { checksumState, readModelRecord } from '#lib/server/models/model-records.ts';
import { readModelSpeeds, saveModelSpeed } from '#lib/server/models/model-speeds.ts';
import { catalogueModel } from '#lib/shared/speech-models.ts';
import { checkWeights } from '#scripts/models/check.ts';
import { modelLines } from '#scripts/models/list.ts';
import { convertCt2 } from '#workers/engines/weights/convert.ts';
import { fetchModel } from '#workers/engines/weights/fetch-model.ts';
import { writeCt2Folder } from './small-model.ts';

const signal = new AbortController().signal;
let folder: string;
let env: Env;
let server: Server | null = null;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'model-files-'));
  env = readEnv({ DATA_DIR: join(folder, 'data'), MODELS_DIR: join(folder, 'shared') });
});
afterEach(async () => {
  server?.closeAllConnections();
  await new Promise((resolve) => (server ? server.close(resolve) : resolve(null)));
  server = null;
  await rm(folder, { recursive: true, force: true });
});

/** A hub that has these bytes under every name, and says this checksum of them. */
async function hubWith(bytes: Buffer, sha256: string): Promise<string> {
  server = createServer((request, response) => {
    const headers = { 'x-linked-etag': `"${sha256}"`, 'x-linked-size': bytes.length, 'content-length': bytes.length };
    response.writeHead(200, headers);
    response.end(request.method === 'HEAD' ? undefined : bytes);
  });
  const listening = server;
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
}

async function fetchTiny(hub: string) {
  const model = catalogueModel('tiny');
  if (!model) throw new Error('tiny is not in the catalogue');
  return await fetchModel({ env, model, quantizeTool: null, onStep: () => undefined, signal, hub });
}

async function smallWeights(): Promise<Buffer> {
  await writeCt2Folder(folder);
  const output = join(folder, 'small.bin');
  await convertCt2({ folder, output, signal });
  return await readFile(output);
}

test('a fetched model has the checksum that its publisher says, until it changes', async () => {
  const bytes = await smallWeights();
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const { path } = await fetchTiny(await hubWith(bytes, sha256));
  expect(await readModelRecord(path)).toMatchObject({ sha256, source: 'published', sizeBytes: bytes.length });
  const tiny = async () => (await presentModels(env)).find((file) => file.name === 'tiny');
  const state = async () => {
    const file = await tiny();
    return file && (await checksumState(file));
  };
  expect(await tiny()).toMatchObject({ path, isOurs: true, sizeBytes: bytes.length });
  expect(await state()).toBe('published');
  expect(await checkWeights(env, 'tiny')).toBe(`tiny: as published, sha256 ${sha256}`);

  bytes[bytes.length - 5] = (bytes[bytes.length - 5] ?? 0) ^ 1;
  await writeFile(path, bytes);
  await utimes(path, new Date(), new Date(Date.now() + 5000));
  expect(await state()).toBe('changed');
  await expect(checkWeights(env, 'tiny')).rejects.toMatchObject({ code: 'model_damaged' });
});

test('bytes that are not those of the publisher, or no weights at all, are refused and not kept', async () => {
  const bytes = await smallWeights();
  await expect(fetchTiny(await hubWith(bytes, '0'.repeat(64)))).rejects.toMatchObject({ code: 'model_damaged' });
  server?.close();
  const page = Buffer.from('<!doctype html><title>Sign in to the hotel</title>');
  const hub = await hubWith(page, createHash('sha256').update(page).digest('hex'));
  await expect(fetchTiny(hub)).rejects.toMatchObject({ code: 'model_damaged' });
  expect((await readdir(join(env.dataDir, 'models'))).filter((name) => name.endsWith('.bin'))).toEqual([]);
});

test('a model in MODELS_DIR counts first, and is not ours', async () => {
  for (const place of [join(folder, 'shared'), join(env.dataDir, 'models')]) {
    await mkdir(place, { recursive: true });
    await writeFile(join(place, 'ggml-base.bin'), 'weights');
  }
  expect(await presentModels(env)).toMatchObject([
    { name: 'base', path: join(folder, 'shared', 'ggml-base.bin'), isOurs: false },
  ]);
});

test('the speed of a model is that of this processor, and of enough sound', async () => {
  await saveModelSpeed(env, 'base', { audioMs: 90_000, tookMs: 10_000, threads: 2 });
  await saveModelSpeed(env, 'tiny', { audioMs: 3000, tookMs: 10, threads: 2 });
  expect([...(await readModelSpeeds(env))]).toMatchObject([['base', { timesRealTime: 9, threads: 2 }]]);
  expect((await modelLines(env)).find((line) => line.startsWith('* base '))).toContain('9.0 x real time');
  const file = join(env.dataDir, 'model-speeds.json');
  await writeFile(file, (await readFile(file, 'utf8')).replaceAll(/"processor":\s*"[^"]*"/g, '"processor":"another"'));
  expect((await readModelSpeeds(env)).size).toBe(0);
  await writeFile(file, '{"torn');
  expect((await readModelSpeeds(env)).size).toBe(0);
});

test('a failure of the disk is told, and not taken for a model or a record that is not there', async () => {
  const place = join(env.dataDir, 'models');
  await mkdir(join(place, '.ggml-base.bin.json'), { recursive: true });
  await writeFile(join(place, 'ggml-base.bin'), 'weights');
  await expect(readModelRecord(join(place, 'ggml-base.bin'))).rejects.toMatchObject({ code: 'EISDIR' });
  await symlink('ggml-tiny-q8_0.bin', join(place, 'ggml-tiny-q8_0.bin'));
  await expect(presentModels(env)).rejects.toMatchObject({ code: 'ELOOP' });
});

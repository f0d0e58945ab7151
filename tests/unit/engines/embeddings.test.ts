import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readEnv } from '#lib/server/env.ts';
import { absent } from '#tests/helpers/absent.ts';
import { embedTexts, VECTOR_LENGTH } from '#workers/engines/embeddings/embed.ts';
import { DIMENSIONS } from '#workers/engines/embeddings/network.ts';
import { EMBEDDINGS_NAME, fetchEmbeddingWeights, findEmbeddingWeights } from '#workers/engines/embeddings/weights.ts';
import { createTokenizer, MOST_TOKENS } from '#workers/engines/embeddings/word-piece.ts';

const SHARED = join(import.meta.dirname, '..', '..', '..', '..', 'shared', 'models', EMBEDDINGS_NAME);
const signal = AbortSignal.timeout(40_000);
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'podpromo-embeddings-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the tokenizer', () => {
  const vocabulary = [
    '[PAD]',
    '[UNK]',
    '[CLS]',
    '[SEP]',
    'play',
    '##ing',
    '##s',
    'cafe',
    ',',
    'don',
    "'",
    't',
    '你',
    '好',
  ];
  const { encode } = createTokenizer(vocabulary.join('\n'));
  const pieces = (text: string) => encode(text).map((number) => vocabulary[number]);

  it('takes the longest pieces, in lower case and without accents', () => {
    expect(pieces('Playing PLAYS, Café')).toEqual(['[CLS]', 'play', '##ing', 'play', '##s', ',', 'cafe', '[SEP]']);
    expect(pieces("don't 你好")).toEqual(['[CLS]', 'don', "'", 't', '你', '好', '[SEP]']);
  });

  it('says so where a word is unknown, and stops at the length of the network', () => {
    expect(pieces('zebra play')).toEqual(['[CLS]', '[UNK]', 'play', '[SEP]']);
    expect(pieces('')).toEqual(['[CLS]', '[SEP]']);
    expect(encode('play '.repeat(500))).toHaveLength(MOST_TOKENS);
  });

  it('refuses a list of words that is no vocabulary', () => {
    expect(() => createTokenizer('one\ntwo')).toThrow('[CLS]');
  });
});

describe('the weights', () => {
  async function place(dir: string): Promise<string> {
    await mkdir(join(dir, 'onnx'), { recursive: true });
    await Promise.all([
      writeFile(join(dir, 'vocab.txt'), ''),
      writeFile(join(dir, 'onnx', 'model_quantized.onnx'), ''),
    ]);
    return dir;
  }

  it('are looked for at the path, then in MODELS_DIR, then in the data folder', async () => {
    const [data, models] = [join(folder, 'data'), join(folder, 'models')];
    const variables = { DATA_DIR: data, MODELS_DIR: models };
    expect(await findEmbeddingWeights(readEnv(variables))).toBeNull();
    const own = await place(join(data, 'models', EMBEDDINGS_NAME));
    expect(await findEmbeddingWeights(readEnv(variables))).toBe(own);
    const extra = await place(join(models, EMBEDDINGS_NAME));
    expect(await findEmbeddingWeights(readEnv(variables))).toBe(extra);
    const named = await place(join(folder, 'named'));
    expect(await findEmbeddingWeights(readEnv({ ...variables, EMBEDDINGS_MODEL_PATH: named }))).toBe(named);
    await expect(findEmbeddingWeights(readEnv({ EMBEDDINGS_MODEL_PATH: folder }))).rejects.toMatchObject({
      code: 'model_missing',
    });
  });

  it('cannot be fetched from a hub that does not answer, and leave nothing behind', async () => {
    const env = readEnv({ DATA_DIR: join(folder, 'empty') });
    const fetching = fetchEmbeddingWeights({ env, hub: 'http://127.0.0.1:9', onStep: () => undefined, signal });
    await expect(fetching).rejects.toMatchObject({ code: 'model_missing' });
    expect(await findEmbeddingWeights(env)).toBeNull();
  });
});

describe('sentence vectors', () => {
  it('put sentences that mean the same close together', async (context) => {
    if (!existsSync(SHARED)) return absent(context, 'shared weights are not here');
    const texts = [
      'We raised our prices and the customers stayed.',
      'Yes.',
      'Nobody left when it became more expensive.',
      'My dog likes to swim in the lake.',
    ];
    const shares: number[] = [];
    const rows = await embedTexts(texts, {
      weights: SHARED,
      threads: 1,
      signal,
      onProgress: (done) => shares.push(done),
    });
    const row = (at: number) => rows.subarray(at * DIMENSIONS, (at + 1) * DIMENSIONS);
    const cosine = (a: number, b: number) => row(a).reduce((sum, value, d) => sum + value * (row(b)[d] ?? 0), 0);
    expect(VECTOR_LENGTH).toBe(DIMENSIONS);
    for (const at of texts.keys()) expect(cosine(at, at)).toBeCloseTo(1, 4);
    expect(cosine(0, 2)).toBeGreaterThan(cosine(0, 3) + 0.15);
    expect(shares.at(-1)).toBe(1);
    const { encode } = createTokenizer(await readFile(join(SHARED, 'vocab.txt'), 'utf8'));
    expect(encode("Café don't  naïve $5 e-mail")).toEqual([
      101, 7668, 2123, 1005, 1056, 15743, 1002, 1019, 1041, 1011, 5653, 102,
    ]);
  });

  it('end at once when they are no longer wanted', async (context) => {
    if (!existsSync(SHARED)) return absent(context, 'shared weights are not here');
    const controller = new AbortController();
    const texts = Array.from({ length: 4000 }, (_, at) => `Sentence ${at} is about something of its own, as all are.`);
    const working = embedTexts(texts, {
      weights: SHARED,
      threads: 1,
      signal: controller.signal,
      onProgress: () => controller.abort(new Error('cancelled')),
    });
    await expect(working).rejects.toThrow('cancelled');
  });

  it('fail with a code where the folder holds no network', async () => {
    await expect(embedTexts(['one'], { weights: folder, threads: 1, signal })).rejects.toMatchObject({
      code: 'engine_failed',
    });
  });
});

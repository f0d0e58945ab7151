import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTokenizer } from './word-piece.ts';

/** Length of a sentence vector of all-MiniLM-L6-v2. */
export const DIMENSIONS = 384;

/** Vectors of unit length, row after row, in the order of the texts. */
export type Embed = (texts: readonly string[]) => Promise<Float32Array>;

/**
 * Loads all-MiniLM-L6-v2 from a folder with `vocab.txt` and
 * `onnx/model_quantized.onnx`. Blocks while it computes: not for a process that
 * has anything else to do.
 */
export async function loadNetwork(folder: string, threads: number): Promise<Embed> {
  const [runtime, vocabulary, weights] = await Promise.all([
    import('onnxruntime-web'),
    readFile(join(folder, 'vocab.txt'), 'utf8'),
    readFile(join(folder, 'onnx', 'model_quantized.onnx')),
  ]);
  runtime.env.wasm.numThreads = threads;
  runtime.env.logLevel = 'error';
  const session = await runtime.InferenceSession.create(weights);
  const tokenizer = createTokenizer(vocabulary);
  const [output = ''] = session.outputNames;

  return async (texts) => {
    const tokens = texts.map((text) => tokenizer.encode(text));
    const length = Math.max(...tokens.map((own) => own.length));
    const shape = [texts.length, length];
    const ids = new BigInt64Array(texts.length * length);
    const mask = new BigInt64Array(texts.length * length);
    for (const [row, own] of tokens.entries()) {
      for (const [at, token] of own.entries()) {
        ids[row * length + at] = BigInt(token);
        mask[row * length + at] = 1n;
      }
    }
    const answer = await session.run({
      input_ids: new runtime.Tensor('int64', ids, shape),
      attention_mask: new runtime.Tensor('int64', mask, shape),
      token_type_ids: new runtime.Tensor('int64', new BigInt64Array(ids.length), shape),
    });
    const states = answer[output]?.data;
    if (!(states instanceof Float32Array) || states.length !== texts.length * length * DIMENSIONS) {
      throw new Error('the network answers in another shape');
    }
    return pool(
      states,
      tokens.map((own) => own.length),
      length,
    );
  };
}

/** The mean of a text's token vectors, made one long. */
function pool(states: Float32Array, lengths: readonly number[], longest: number): Float32Array {
  const rows = new Float32Array(lengths.length * DIMENSIONS);
  for (const [row, length] of lengths.entries()) {
    const mean = rows.subarray(row * DIMENSIONS, (row + 1) * DIMENSIONS);
    for (let token = 0; token < length; token += 1) {
      const from = (row * longest + token) * DIMENSIONS;
      for (let d = 0; d < DIMENSIONS; d += 1) mean[d] = (mean[d] ?? 0) + (states[from + d] ?? 0);
    }
    let square = 0;
    for (const value of mean) square += value * value;
    const scale = square > 0 ? 1 / Math.sqrt(square) : 0;
    for (let d = 0; d < DIMENSIONS; d += 1) mean[d] = (mean[d] ?? 0) * scale;
  }
  return rows;
}

import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRandom } from '#tests/helpers/random.ts';
import { convertCt2, readCt2Header } from '#workers/engines/weights/convert.ts';
import { inspectGgml } from '#workers/engines/weights/ggml-format.ts';
import { MEL_BINS, melFilters } from '#workers/engines/weights/mel-filters.ts';
import { modelFacts } from '#workers/engines/weights/model-facts.ts';
import { type SmallModel, writeCt2Folder } from './small-model.ts';

const signal = new AbortController().signal;
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'weights-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function converted(options: Partial<SmallModel> = {}) {
  const output = join(folder, 'out.bin');
  const model = await writeCt2Folder(folder, options);
  const header = await convertCt2({ folder, output, signal });
  return { output, header, model, bytes: await readFile(output) };
}

describe('converting a faster-whisper model', () => {
  it('makes a file that passes our own inspection', async () => {
    const { output, header } = await converted();
    expect(await inspectGgml(output)).toEqual(header);
    expect(header).toMatchObject({ vocabulary: 51_865, audioState: 64, audioHeads: 1, audioLayers: 1, mels: 80 });
    expect(modelFacts(header)).toEqual({ multilingual: true, dtwPreset: null });
  });

  it('writes magic, hyper-parameters, mel filters and 50,257 tokens in front of the tensors', async () => {
    const { bytes } = await converted();
    expect(bytes.toString('latin1', 0, 4)).toBe('lmgg');
    expect(bytes.readInt32LE(4)).toBe(51_865);
    expect([bytes.readInt32LE(48), bytes.readInt32LE(52)]).toEqual([80, MEL_BINS]);
    const tokens = 56 + 80 * MEL_BINS * 4;
    expect(bytes.readInt32LE(tokens)).toBe(50_257);
    // Token 220 stands for a space in the byte-level alphabet.
    expect(tokenAt(bytes, tokens + 4, 220).toString()).toBe(' ');
  });

  it('takes query, key and value apart, and keeps f32 for vectors and positions', async () => {
    const { bytes, model } = await converted();
    const tensors = readTensors(bytes);
    const stacked = model.values.get('encoder/layer_0/self_attention/linear_0/weight') ?? new Float32Array();
    expect(tensors.get('encoder.blocks.0.attn.query.weight')).toMatchObject({ type: 1, dims: [64, 64] });
    expect(tensors.get('encoder.blocks.0.attn.key.weight')?.values()).toEqual([...stacked.slice(64 * 64, 2 * 64 * 64)]);
    expect(tensors.get('decoder.blocks.0.cross_attn.value.weight')?.type).toBe(1);
    expect(tensors.has('encoder.blocks.0.attn.key.bias')).toBe(false);
    expect(tensors.get('encoder.positional_embedding')?.type).toBe(0);
    expect(tensors.get('encoder.conv1.bias')).toMatchObject({ type: 0, dims: [1, 64] });
    expect(tensors.get('encoder.conv1.weight')).toMatchObject({ type: 1, dims: [3, 80, 64] });
  });

  it('converts float32 sources too', async () => {
    const half = readTensors((await converted()).bytes);
    await rm(join(folder, 'out.bin'));
    const single = readTensors((await converted({ type: 'f32' })).bytes);
    expect([...single.keys()]).toEqual([...half.keys()]);
    expect(single.get('decoder.ln.bias')?.values()).toEqual(half.get('decoder.ln.bias')?.values());
  });

  it.each(['i8', 'i16', 'bf16'] as const)('gives the numbers of %s weights back as far as they go', async (type) => {
    const { bytes, model } = await converted({ type });
    const tensors = readTensors(bytes);
    const wanted = (name: string) => [...(model.values.get(name) ?? [])];
    const stacked = wanted('decoder/layer_0/attention/linear_1/weight');
    for (const [tensor, values] of [
      ['encoder.conv1.weight', wanted('encoder/conv1/weight')],
      ['decoder.token_embedding.weight', wanted('decoder/embeddings/weight')],
      // The second half of the rows: they have scales of their own.
      ['decoder.blocks.0.cross_attn.value.weight', stacked.slice(stacked.length / 2)],
      ['decoder.ln.bias', wanted('decoder/layer_norm/beta')],
    ] as const) {
      const found = tensors.get(tensor)?.values() ?? [];
      expect(found.length, tensor).toBe(values.length);
      const worst = found.reduce((most, value, index) => Math.max(most, Math.abs(value - (values[index] ?? 9))), 0);
      expect(worst, tensor).toBeLessThan(0.005);
    }
  });

  it.each([
    ['a quantised source without its scales', { type: 'i8' as const, without: 'encoder/conv2/weight_scale' }],
    ['a missing variable', { without: 'decoder/layer_norm/beta' }],
    ['another format version', { version: 5 }],
  ])('refuses %s', async (_, options) => {
    await writeCt2Folder(folder, options);
    const result = convertCt2({ folder, output: join(folder, 'out.bin'), signal });
    await expect(result).rejects.toMatchObject({ code: 'model_damaged' });
  });

  it('refuses a source that was cut anywhere', async () => {
    await writeCt2Folder(folder);
    const path = join(folder, 'model.bin');
    const whole = await readFile(path);
    const random = createRandom(1);
    for (let i = 0; i < 40; i++) {
      await writeFile(path, whole.subarray(0, random.whole(0, whole.length - 40)));
      await expect(readCt2Header(path)).rejects.toMatchObject({ code: 'model_damaged' });
    }
  });
});

describe('looking through a weights file', () => {
  it('refuses one that was cut anywhere, or is something else', async () => {
    const { output, bytes } = await converted();
    const random = createRandom(2);
    for (let i = 0; i < 20; i++) {
      await truncate(output, random.whole(0, bytes.length - 1));
      await expect(inspectGgml(output)).rejects.toMatchObject({ code: 'model_damaged' });
      await writeFile(output, bytes);
    }
    await writeFile(output, '<!doctype html><title>Sign in to the hotel</title>');
    await expect(inspectGgml(output)).rejects.toMatchObject({ code: 'model_damaged' });
  });

  it('says that a file is missing where it is', async () => {
    await expect(inspectGgml(join(folder, 'none.bin'))).rejects.toMatchObject({ code: 'model_missing' });
  });
});

describe('mel filters', () => {
  it('are triangles that overlap, each with an area of about one', () => {
    const filters = melFilters(80);
    expect(filters.length).toBe(80 * MEL_BINS);
    for (const band of [20, 50, 79]) {
      const row = filters.subarray(band * MEL_BINS, (band + 1) * MEL_BINS);
      const area = row.reduce((sum, value) => sum + value, 0) * (16_000 / 400);
      expect(area).toBeGreaterThan(0.8);
      expect(area).toBeLessThan(1.2);
    }
    // As published for 80 bands.
    expect(filters[1]).toBeCloseTo(0.024862593, 8);
  });
});

function tokenAt(bytes: Buffer, start: number, wanted: number): Buffer {
  let at = start;
  for (let i = 0; i < wanted; i++) at += 4 + bytes.readInt32LE(at);
  return bytes.subarray(at + 4, at + 4 + bytes.readInt32LE(at));
}

function readTensors(bytes: Buffer) {
  let at = 56 + 80 * MEL_BINS * 4;
  const tokens = bytes.readInt32LE(at);
  at += 4;
  for (let i = 0; i < tokens; i++) at += 4 + bytes.readInt32LE(at);
  const tensors = new Map<string, { type: number; dims: number[]; values: () => number[] }>();
  while (at < bytes.length) {
    const [rank, length, type] = [bytes.readInt32LE(at), bytes.readInt32LE(at + 4), bytes.readInt32LE(at + 8)];
    at += 12;
    const dims = Array.from({ length: rank }, (_, index) => bytes.readInt32LE(at + index * 4));
    at += rank * 4;
    const name = bytes.toString('utf8', at, at + length);
    at += length;
    const count = dims.reduce((product, dim) => product * dim, 1);
    const data = new Uint8Array(bytes.subarray(at, at + count * (type === 1 ? 2 : 4))).buffer;
    tensors.set(name, {
      type,
      dims,
      values: () => [...(type === 1 ? new Float16Array(data) : new Float32Array(data))],
    });
    at += data.byteLength;
  }
  return tensors;
}

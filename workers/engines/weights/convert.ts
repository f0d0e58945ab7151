import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '#lib/server/app-error.ts';
import { type Ct2Variable, readCt2Index, SIZES } from './ct2-reader.ts';
import { GGML_MAGIC, type GgmlHeader } from './ggml-format.ts';
import { MEL_BINS, melFilters } from './mel-filters.ts';
import { headerOf, planTensors, type TensorPlan } from './tensor-map.ts';
import { readWhisperTokens } from './whisper-tokens.ts';

/** Elements converted at a time: 4 MB of memory, whatever the model's size. */
const BLOCK_ELEMENTS = 1 << 20;

export interface ConvertOptions {
  /** A folder as faster-whisper has it: `model.bin` and `tokenizer.json`. */
  readonly folder: string;
  /** The ggml file to write; the caller puts it in its place when it is whole. */
  readonly output: string;
  readonly signal: AbortSignal;
  readonly onPercent?: (percent: number) => void;
}

/**
 * Makes whisper.cpp's weights (f16) from a CTranslate2 model.
 *
 * @throws AppError `model_damaged`; the signal's reason on abort.
 */
export async function convertCt2(options: ConvertOptions): Promise<GgmlHeader> {
  const tokens = await readWhisperTokens(join(options.folder, 'tokenizer.json'));
  const source = await open(join(options.folder, 'model.bin'), 'r');
  try {
    const model = await readCt2Index(source);
    const header = headerOf(model);
    const plans = planTensors(model, header);
    const target = await open(options.output, 'wx', 0o600);
    try {
      await target.write(headBytes(header, tokens));
      const total = plans.reduce((sum, plan) => sum + plan.elements, 0);
      let done = 0;
      for (const plan of plans) {
        await target.write(tensorHead(plan));
        await copyTensor(source, target, plan, () => options.signal.throwIfAborted());
        done += plan.elements;
        options.onPercent?.((done / total) * 100);
      }
      await target.sync();
    } finally {
      await target.close();
    }
    return header;
  } finally {
    await source.close();
  }
}

/**
 * What model a CTranslate2 `model.bin` holds.
 *
 * @throws AppError `model_missing` where there is no such file, `model_damaged`.
 */
export async function readCt2Header(path: string): Promise<GgmlHeader> {
  let source: FileHandle;
  try {
    source = await open(path, 'r');
  } catch (error) {
    throw new AppError('model_missing', { detail: 'There is no model.bin in this folder', cause: error });
  }
  try {
    return headerOf(await readCt2Index(source));
  } finally {
    await source.close();
  }
}

function headBytes(header: GgmlHeader, tokens: readonly Buffer[]): Buffer {
  const numbers = [
    ...[GGML_MAGIC, header.vocabulary, header.audioContext, header.audioState, header.audioHeads],
    ...[header.audioLayers, header.textContext, header.textState, header.textHeads, header.textLayers],
    ...[header.mels, header.fileType, header.mels, MEL_BINS],
  ];
  const filters = melFilters(header.mels);
  const parts = [int32(...numbers), Buffer.from(filters.buffer), int32(tokens.length)];
  for (const token of tokens) parts.push(int32(token.length), token);
  return Buffer.concat(parts);
}

function tensorHead(plan: TensorPlan): Buffer {
  const name = Buffer.from(plan.name, 'utf8');
  return Buffer.concat([int32(plan.dims.length, name.length, plan.half ? 1 : 0, ...plan.dims.toReversed()), name]);
}

function int32(...values: readonly number[]): Buffer {
  const buffer = Buffer.alloc(values.length * 4);
  values.forEach((value, index) => {
    buffer.writeInt32LE(value, index * 4);
  });
  return buffer;
}

async function copyTensor(from: FileHandle, to: FileHandle, plan: TensorPlan, check: () => void): Promise<void> {
  const scale = plan.scale && (await readNumbers(from, plan.scale, 0, elementsOf(plan.scale)));
  const perRow = elementsOf(plan.source) / Math.max(1, scale?.length ?? 1);
  for (let done = 0; done < plan.elements; done += BLOCK_ELEMENTS) {
    check();
    const count = Math.min(BLOCK_ELEMENTS, plan.elements - done);
    const first = plan.firstElement + done;
    const stored = await readNumbers(from, plan.source, first, count);
    const values = scale ? unscaled(stored, scale, first, perRow) : stored;
    const wanted = plan.half ? toHalf(values) : toSingle(values);
    await to.write(Buffer.from(wanted.buffer, wanted.byteOffset, wanted.byteLength));
  }
}

type Numbers = Float16Array<ArrayBuffer> | Float32Array<ArrayBuffer>;

async function readNumbers(from: FileHandle, source: Ct2Variable, first: number, count: number): Promise<Numbers> {
  const width = SIZES[source.type];
  const bytes = new ArrayBuffer(count * width);
  const { bytesRead } = await from.read(new Uint8Array(bytes), 0, bytes.byteLength, source.position + first * width);
  if (bytesRead !== bytes.byteLength) throw new Error('the model file became shorter while it was read');
  if (source.type === 'f16') return new Float16Array(bytes);
  if (source.type === 'i8') return Float32Array.from(new Int8Array(bytes));
  if (source.type === 'i16') return Float32Array.from(new Int16Array(bytes));
  // The upper half of a float32.
  if (source.type === 'bf16') {
    return new Float32Array(Uint32Array.from(new Uint16Array(bytes), (half) => half << 16).buffer);
  }
  return new Float32Array(bytes);
}

function unscaled(values: Numbers, scale: Numbers, first: number, perRow: number): Float32Array<ArrayBuffer> {
  return Float32Array.from(values, (value, index) => value / (scale[Math.floor((first + index) / perRow)] ?? 1));
}

function elementsOf(variable: Ct2Variable): number {
  return variable.dims.reduce((product, dim) => product * dim, 1);
}

function toHalf(values: Numbers): Float16Array<ArrayBuffer> {
  return values instanceof Float16Array ? values : Float16Array.from(values);
}

function toSingle(values: Numbers): Float32Array<ArrayBuffer> {
  return values instanceof Float32Array ? values : Float32Array.from(values);
}

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A Whisper that knows nothing, as small as its format allows: one layer, 64 wide. */
export interface SmallModel {
  /** i8 has a scale a row and float16 beside it, i16 one scale for all and float32, as CTranslate2 saves them. */
  readonly type: 'f16' | 'f32' | 'bf16' | 'i8' | 'i16';
  readonly version: number;
  /** Leaves out one variable. */
  readonly without: string;
}

const WIDTH = 64;
const VOCABULARY = 51_865;
const TYPE_NUMBERS = { f32: 0, i8: 1, i16: 2, f16: 4, bf16: 5 } as const;

/** Writes `model.bin` and `tokenizer.json`; answers what every variable holds. */
export async function writeCt2Folder(folder: string, options: Partial<SmallModel> = {}) {
  const type = options.type ?? 'f16';
  const values = new Map<string, Float32Array>();
  const parts: Buffer[] = [u32(options.version ?? 6), text('WhisperSpec'), u32(3)];
  const shapes = Object.entries(smallShapes()).filter(([name]) => name !== options.without);
  const written: Buffer[] = [];
  let variables = 0;
  const write = (name: string, dims: readonly number[], as: SmallModel['type'], numbers: Float32Array) => {
    if (name === options.without) return;
    const data = encode(as, numbers);
    const head = [text(name), Buffer.from([dims.length]), ...dims.map(u32), Buffer.from([TYPE_NUMBERS[as]])];
    written.push(...head, u32(data.length), data);
    variables += 1;
  };
  for (const [name, dims] of shapes) {
    const count = dims.reduce((product, dim) => product * dim, 1);
    const numbers = new Float32Array(count).map((_, index) => ((index * 7 + name.length) % 32) / 32 - 0.5);
    values.set(name, numbers);
    const isQuantised = (type === 'i8' || type === 'i16') && name.endsWith('/weight');
    if (!isQuantised) {
      write(name, dims, type === 'i8' ? 'f16' : type === 'i16' ? 'f32' : type, numbers);
      continue;
    }
    const rows = type === 'i8' ? (dims[0] ?? 1) : 1;
    const scale = scalesOf(numbers, rows, type === 'i8' ? 127 : 1024);
    const perRow = count / rows;
    write(
      name,
      dims,
      type,
      numbers.map((value, index) => Math.round(value * (scale[Math.floor(index / perRow)] ?? 1))),
    );
    write(`${name}_scale`, rows > 1 ? [rows] : [], 'f32', scale);
  }
  parts.push(u32(variables), ...written);
  parts.push(u32(1), text('decoder/projection/weight'), text('decoder/embeddings/weight'));
  await writeFile(join(folder, 'model.bin'), Buffer.concat(parts));
  await writeFile(join(folder, 'tokenizer.json'), JSON.stringify({ model: { vocab: vocabulary() } }));
  return { values };
}

function smallShapes(): Record<string, number[]> {
  const shapes: Record<string, number[]> = {
    'encoder/conv1/weight': [WIDTH, 80, 3],
    'encoder/conv1/bias': [WIDTH],
    'encoder/conv2/weight': [WIDTH, WIDTH, 3],
    'encoder/conv2/bias': [WIDTH],
    'encoder/position_encodings/encodings': [1500, WIDTH],
    'decoder/position_encodings/encodings': [448, WIDTH],
    'decoder/embeddings/weight': [VOCABULARY, WIDTH],
  };
  const linear = (name: string, rows: number, columns: number) => {
    shapes[`${name}/weight`] = [rows, columns];
    shapes[`${name}/bias`] = [rows];
  };
  const norm = (name: string) => {
    shapes[`${name}/gamma`] = [WIDTH];
    shapes[`${name}/beta`] = [WIDTH];
  };
  for (const side of ['encoder', 'decoder']) {
    norm(`${side}/layer_norm`);
    const layer = `${side}/layer_0`;
    norm(`${layer}/self_attention/layer_norm`);
    linear(`${layer}/self_attention/linear_0`, 3 * WIDTH, WIDTH);
    linear(`${layer}/self_attention/linear_1`, WIDTH, WIDTH);
    norm(`${layer}/ffn/layer_norm`);
    linear(`${layer}/ffn/linear_0`, 4 * WIDTH, WIDTH);
    linear(`${layer}/ffn/linear_1`, WIDTH, 4 * WIDTH);
  }
  norm('decoder/layer_0/attention/layer_norm');
  linear('decoder/layer_0/attention/linear_0', WIDTH, WIDTH);
  linear('decoder/layer_0/attention/linear_1', 2 * WIDTH, WIDTH);
  linear('decoder/layer_0/attention/linear_2', WIDTH, WIDTH);
  return shapes;
}

/** Single bytes first, in the order of GPT-2's alphabet; the rest are made up. */
function vocabulary(): Record<string, number> {
  const entries: [string, number][] = [];
  const printable = (byte: number) => (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
  const bytes = Array.from({ length: 256 }, (_, byte) => byte);
  for (const byte of bytes.filter(printable)) entries.push([String.fromCodePoint(byte), entries.length]);
  const others = bytes.length - entries.length;
  for (let i = 0; i < others; i++) entries.push([String.fromCodePoint(256 + i), entries.length]);
  while (entries.length < 50_257) entries.push([`x${entries.length}`, entries.length]);
  return Object.fromEntries([...entries, ['<|startoftranscript|>', 50_258]]);
}

function scalesOf(numbers: Float32Array, rows: number, most: number): Float32Array {
  const perRow = numbers.length / rows;
  return new Float32Array(rows).map((_, row) => {
    const largest = numbers
      .subarray(row * perRow, (row + 1) * perRow)
      .reduce((max, value) => Math.max(max, Math.abs(value)), 0);
    return most / (largest || most);
  });
}

function encode(type: SmallModel['type'], numbers: Float32Array): Buffer {
  if (type === 'i8') return Buffer.from(Int8Array.from(numbers).buffer);
  if (type === 'i16') return Buffer.from(Int16Array.from(numbers).buffer);
  if (type === 'bf16')
    return Buffer.from(
      Uint16Array.from(new Uint32Array(Float32Array.from(numbers).buffer), (bits) => bits >>> 16).buffer,
    );
  return Buffer.from((type === 'f16' ? new Float16Array(numbers) : numbers).buffer);
}

function u32(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32LE(value);
  return buffer;
}

function text(value: string): Buffer {
  const bytes = Buffer.from(`${value}\0`, 'utf8');
  const length = Buffer.alloc(2);
  length.writeUInt16LE(bytes.length);
  return Buffer.concat([length, bytes]);
}

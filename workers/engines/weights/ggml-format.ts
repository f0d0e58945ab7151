import { type FileHandle, open } from 'node:fs/promises';
import { AppError } from '#lib/server/app-error.ts';

/** whisper.cpp's weights file: magic, 11 numbers, mel filters, tokens, tensors; all little-endian. */
export const GGML_MAGIC = 0x67676d6c;

export interface GgmlHeader {
  readonly vocabulary: number;
  readonly audioContext: number;
  readonly audioState: number;
  readonly audioHeads: number;
  readonly audioLayers: number;
  readonly textContext: number;
  readonly textState: number;
  readonly textHeads: number;
  readonly textLayers: number;
  readonly mels: number;
  readonly fileType: number;
}

/** English-only models have one token less. */
export const MULTILINGUAL_VOCABULARY = 51_865;

/** Bytes and elements of a block of each tensor type of ggml. */
const BLOCKS: Readonly<Record<number, readonly [bytes: number, elements: number]>> = {
  0: [4, 1], // f32
  1: [2, 1], // f16
  2: [18, 32], // q4_0
  3: [20, 32], // q4_1
  6: [22, 32], // q5_0
  7: [24, 32], // q5_1
  8: [34, 32], // q8_0
  10: [84, 256], // q2_K
  11: [110, 256], // q3_K
  12: [144, 256], // q4_K
  13: [176, 256], // q5_K
  14: [210, 256], // q6_K
  30: [2, 1], // bf16
};

const HEADER_BYTES = 48;
const MAX_TOKENS = 100_000;

/**
 * Reads a weights file from end to end (headers only) and tells what it is.
 *
 * @throws AppError `model_damaged` where it is no weights file, ends early, or lacks tensors; `model_missing` where it cannot be read.
 */
export async function inspectGgml(path: string): Promise<GgmlHeader> {
  let handle: FileHandle;
  try {
    handle = await open(path, 'r');
  } catch (error) {
    throw new AppError('model_missing', { cause: error });
  }
  try {
    return await inspect(handle);
  } catch (error) {
    if (error instanceof DamagedError)
      throw new AppError('model_damaged', { cause: new Error(`${path}: ${error.message}`) });
    throw error;
  } finally {
    await handle.close();
  }
}

class DamagedError extends Error {}

async function inspect(handle: FileHandle): Promise<GgmlHeader> {
  const size = (await handle.stat()).size;
  const reader = createReader(handle, size);
  const head = await reader.take(HEADER_BYTES);
  if (head.readUInt32LE(0) !== GGML_MAGIC) throw new DamagedError('does not begin like weights of whisper.cpp');
  const header = parseHeader(head);
  const filters = await reader.take(8);
  reader.skip(filters.readInt32LE(0) * filters.readInt32LE(4) * 4);
  const tokens = (await reader.take(4)).readInt32LE(0);
  if (tokens < 1 || tokens > MAX_TOKENS) throw new DamagedError(`${tokens} tokens`);
  for (let i = 0; i < tokens; i++) reader.skip((await reader.take(4)).readUInt32LE(0));
  let tensors = 0;
  while (reader.position < size) {
    await skipTensor(reader);
    tensors += 1;
  }
  if (reader.position !== size) throw new DamagedError('ends in the middle of a tensor');
  const expected = expectedTensors(header);
  if (tensors !== expected) throw new DamagedError(`${tensors} tensors instead of ${expected}`);
  return header;
}

/** Convolutions, embeddings and norms, and what each layer has. */
export function expectedTensors(header: GgmlHeader): number {
  return 11 + 15 * header.audioLayers + 24 * header.textLayers;
}

function parseHeader(head: Buffer): GgmlHeader {
  const number = (index: number) => head.readInt32LE(4 + index * 4);
  const header: GgmlHeader = {
    vocabulary: number(0),
    audioContext: number(1),
    audioState: number(2),
    audioHeads: number(3),
    audioLayers: number(4),
    textContext: number(5),
    textState: number(6),
    textHeads: number(7),
    textLayers: number(8),
    mels: number(9),
    fileType: number(10),
  };
  const sane = header.vocabulary > 50_000 && header.vocabulary < MAX_TOKENS && header.audioLayers > 0;
  if (!sane || header.audioLayers > 100 || header.textLayers < 1 || header.textLayers > 100) {
    throw new DamagedError('its header makes no sense');
  }
  return header;
}

async function skipTensor(reader: Reader): Promise<void> {
  const head = await reader.take(12);
  const rank = head.readInt32LE(0);
  const nameBytes = head.readInt32LE(4);
  const block = BLOCKS[head.readInt32LE(8)];
  if (rank < 1 || rank > 4 || nameBytes < 1 || nameBytes > 200 || !block) throw new DamagedError('a tensor is torn');
  const dims = await reader.take(rank * 4);
  let elements = 1;
  for (let i = 0; i < rank; i++) elements *= dims.readInt32LE(i * 4);
  reader.skip(nameBytes);
  const bytes = (elements / block[1]) * block[0];
  if (!Number.isSafeInteger(bytes) || bytes <= 0) throw new DamagedError('a tensor has no size');
  reader.skip(bytes);
}

interface Reader {
  readonly position: number;
  take(bytes: number): Promise<Buffer>;
  skip(bytes: number): void;
}

/** Reads ahead in blocks: 50,000 tokens are 50,000 small reads. */
function createReader(handle: FileHandle, size: number): Reader {
  const block = Buffer.alloc(1 << 18);
  let start = 0;
  let filled = 0;
  let position = 0;
  return {
    get position() {
      return position;
    },
    skip(bytes) {
      if (bytes < 0 || position + bytes > size) throw new DamagedError('ends early');
      position += bytes;
    },
    async take(bytes) {
      if (bytes > block.length || position + bytes > size) throw new DamagedError('ends early');
      if (position < start || position + bytes > start + filled) {
        start = position;
        filled = (await handle.read(block, 0, block.length, start)).bytesRead;
        if (filled < bytes) throw new DamagedError('ends early');
      }
      const from = position - start;
      position += bytes;
      return block.subarray(from, from + bytes);
    },
  };
}

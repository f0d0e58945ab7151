import { open } from 'node:fs/promises';
import { AppError, hasErrno } from '../app-error.ts';
import { FINEST_MS, LEVEL_COUNT, LEVEL_STEP } from './waveform-levels.ts';

/**
 * `waveform.bin`: "PPW1", then the number of values of each of the five levels as 32-bit little-endian
 * integers, then the levels one after the other, finest first, one byte a value.
 */
const MAGIC = Buffer.from('PPW1');
const HEADER_BYTES = MAGIC.length + LEVEL_COUNT * 4;

/** The file's bytes. */
export function encodeWaveform(levels: readonly Uint8Array[]): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  MAGIC.copy(header);
  levels.forEach((level, index) => {
    header.writeUInt32LE(level.length, MAGIC.length + index * 4);
  });
  return Buffer.concat([header, ...levels]);
}

/** A part of a waveform. */
export interface WaveformPart {
  /** Milliseconds of one value. */
  readonly frameMs: number;
  /** Index of the first value: it begins at `first * frameMs`. */
  readonly first: number;
  /** Loudness 0-255. */
  readonly values: Uint8Array;
}

/**
 * Reads a part on the coarsest level that still has `count` values in it, so that a request costs a few
 * kilobytes however long the episode is. Null where there is no such file.
 *
 * @throws AppError `asset_not_found` where the file is damaged.
 */
export async function readWaveformPart(
  path: string,
  range: { fromMs: number; toMs: number; count: number },
): Promise<WaveformPart | null> {
  const file = await openIfThere(path);
  if (!file) return null;
  try {
    const header = Buffer.alloc(HEADER_BYTES);
    await file.read(header, 0, HEADER_BYTES, 0);
    if (!header.subarray(0, MAGIC.length).equals(MAGIC)) {
      throw new AppError('asset_not_found', { detail: 'The waveform is damaged' });
    }
    const lengths = Array.from({ length: LEVEL_COUNT }, (_, level) => header.readUInt32LE(MAGIC.length + level * 4));
    const level = levelFor(range);
    const frameMs = FINEST_MS * LEVEL_STEP ** level;
    const length = lengths[level] ?? 0;
    const first = Math.min(length, Math.floor(range.fromMs / frameMs));
    const end = Math.min(length, Math.ceil(range.toMs / frameMs));
    const values = new Uint8Array(end - first);
    const levelStart = HEADER_BYTES + lengths.slice(0, level).reduce((sum, each) => sum + each, 0);
    const { bytesRead } = await file.read(values, 0, values.length, levelStart + first);
    return { frameMs, first, values: values.subarray(0, bytesRead) };
  } finally {
    await file.close();
  }
}

function levelFor({ fromMs, toMs, count }: { fromMs: number; toMs: number; count: number }): number {
  const wanted = (toMs - fromMs) / count;
  let level = 0;
  while (level + 1 < LEVEL_COUNT && FINEST_MS * LEVEL_STEP ** (level + 1) <= wanted) level += 1;
  return level;
}

async function openIfThere(path: string) {
  try {
    return await open(path, 'r');
  } catch (error) {
    if (hasErrno(error, 'ENOENT')) return null;
    throw error;
  }
}

import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { wav } from './media-heads.ts';

const BLOCK_BYTES = 1_000_000;

/**
 * Writes a WAV file of this size, every block of it different, and answers its
 * sha256 (hex).
 *
 * @param seed makes files of one size differ.
 */
export async function writeBigWav(path: string, sizeBytes: number, seed = 1): Promise<string> {
  const head = wav(0);
  head.writeUInt32LE(sizeBytes - 8, 4);
  head.writeUInt32LE(sizeBytes - 44, 40);
  const block = Buffer.alloc(BLOCK_BYTES);
  for (let at = 0; at < BLOCK_BYTES; at += 4) block.writeUInt32LE((at * 2_654_435_761 + seed) >>> 0, at);
  const hash = createHash('sha256');
  const file = await open(path, 'w');
  try {
    const write = async (bytes: Buffer) => {
      hash.update(bytes);
      await file.write(bytes);
    };
    await write(head);
    let left = sizeBytes - head.byteLength;
    for (let count = 0; left > 0; count += 1) {
      block.writeUInt32LE(count, 0);
      await write(block.subarray(0, Math.min(left, BLOCK_BYTES)));
      left -= BLOCK_BYTES;
    }
  } finally {
    await file.close();
  }
  return hash.digest('hex');
}

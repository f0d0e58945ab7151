import { type FileHandle, open } from 'node:fs/promises';
import { AppError, hasErrno } from '../app-error.ts';
import { SNIFF_BYTES } from '../media/sniff.ts';

/** Bytes gathered before they are written at once: 64 KB chunks would cost a call into the system each. */
const BATCH_BYTES = 512 * 1024;

export interface PartWrite {
  readonly path: string;
  /** Where the first byte goes; the file ends here. */
  readonly offset: number;
  /** The whole file's size. */
  readonly sizeBytes: number;
  readonly source: AsyncIterable<Uint8Array>;
  /**
   * Sees the file's first 64 KB (all of a shorter file) as soon as they are
   * there, once; what it throws ends the write.
   */
  readonly checkHead: (head: Uint8Array) => void;
  /** Asked before bytes are written; what it throws ends the write. */
  readonly checkRoom?: (bytes: number) => Promise<void>;
  /** For tests. */
  readonly openFile?: (path: string) => Promise<FileHandle>;
}

/**
 * Writes what arrives at the end of a part. When it resolves or rejects nothing
 * is on its way to the file any more, so the file's size is the offset; what was
 * received before the source failed is kept. Synced before it resolves: an offset
 * that the client hears of survives a power cut.
 *
 * @returns the new offset in bytes.
 * @throws AppError `disk_full`, what `checkHead` or the source throws.
 */
export async function writePart(input: PartWrite): Promise<number> {
  const openFile = input.openFile ?? ((path: string) => open(path, 'r+'));
  const file = await openFile(input.path);
  const headBytes = Math.min(SNIFF_BYTES, input.sizeBytes);
  let headSeen = input.offset >= headBytes;
  let position = input.offset;
  let batch: Uint8Array[] = [];
  let batchBytes = 0;

  const flush = async () => {
    const chunks = batch;
    batch = [];
    batchBytes = 0;
    for (const chunk of chunks.length > 1 ? [Buffer.concat(chunks)] : chunks) {
      await input.checkRoom?.(chunk.byteLength);
      await writeAll(file, chunk, position);
      position += chunk.byteLength;
    }
  };
  const seeHead = async () => {
    await flush();
    headSeen = true;
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    input.checkHead(buffer.subarray(0, bytesRead));
  };

  try {
    try {
      for await (const chunk of input.source) {
        batch.push(chunk);
        batchBytes += chunk.byteLength;
        if (!headSeen && position + batchBytes >= headBytes) await seeHead();
        else if (batchBytes >= BATCH_BYTES) await flush();
      }
    } finally {
      await flush();
    }
    await file.datasync();
    return position;
  } catch (error) {
    if (isDiskFull(error)) throw new AppError('disk_full', { cause: error });
    throw error;
  } finally {
    await file.close();
  }
}

/** One call may write less than it was given, e.g. when the disk fills up. */
async function writeAll(file: FileHandle, chunk: Uint8Array, position: number): Promise<void> {
  let written = 0;
  while (written < chunk.byteLength) {
    const { bytesWritten } = await file.write(chunk, written, chunk.byteLength - written, position + written);
    written += bytesWritten;
  }
}

/** No room, no quota, or longer than the file system allows. */
export function isDiskFull(error: unknown): boolean {
  return ['ENOSPC', 'EDQUOT', 'EFBIG'].some((code) => hasErrno(error, code));
}

import { open } from 'node:fs/promises';
import { SNIFF_BYTES, type SniffedMedia, sniffMedia } from './sniff.ts';
import { id3TagBytes } from './sniff-frames.ts';

/**
 * `sniffMedia` for a file on disk. Where a long tag comes first (a cover of
 * several MB), it also looks at what comes after it.
 *
 * @throws the error of the file system where it cannot be read.
 */
export async function sniffFile(path: string): Promise<SniffedMedia | null> {
  const file = await open(path, 'r');
  const readAt = async (position: number): Promise<Uint8Array> => {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(SNIFF_BYTES), 0, SNIFF_BYTES, position);
    return buffer.subarray(0, bytesRead);
  };
  try {
    const head = await readAt(0);
    const sniffed = sniffMedia(head);
    const tagBytes = id3TagBytes(head);
    if (!sniffed || tagBytes === null || tagBytes < head.byteLength) return sniffed;
    const body = await readAt(tagBytes);
    // All padding: a tag may lie about its length, and the demuxer looks further than we do.
    return body.some((byte) => byte !== 0) || body.byteLength === 0 ? sniffMedia(body) : sniffed;
  } finally {
    await file.close();
  }
}

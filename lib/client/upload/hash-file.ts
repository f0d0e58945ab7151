import { createSHA256 } from 'hash-wasm';

const SLICE_BYTES = 4 * 1024 * 1024;

/**
 * sha256 (hex) of a file, 4 MB in memory at a time.
 *
 * @throws what reading throws where the file changed or is gone, or the signal's reason.
 */
export async function hashFile(file: Blob, signal?: AbortSignal): Promise<string> {
  const hash = await createSHA256();
  hash.init();
  for (let at = 0; at < file.size; at += SLICE_BYTES) {
    signal?.throwIfAborted();
    hash.update(new Uint8Array(await file.slice(at, at + SLICE_BYTES).arrayBuffer()));
  }
  return hash.digest('hex');
}

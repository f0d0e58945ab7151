const FULL_SCALE = 32_768;

/**
 * Reads a stream of 16-bit little-endian mono samples, cut anywhere.
 *
 * @param take hears every sample, -1 to 1
 * @returns takes the next bytes of the stream
 */
export function createSampleReader(take: (sample: number) => void): (chunk: Buffer) => void {
  let odd: number | null = null;
  return (chunk) => {
    let at = 0;
    if (odd !== null && chunk.length > 0) {
      take(((chunk.readInt8(0) << 8) | odd) / FULL_SCALE);
      odd = null;
      at = 1;
    }
    for (; at + 1 < chunk.length; at += 2) take(chunk.readInt16LE(at) / FULL_SCALE);
    if (at < chunk.length) odd = chunk.readUInt8(at);
  };
}

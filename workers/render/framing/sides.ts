/** Samples a second of each channel: enough to tell who is loud. */
export const SIDES_RATE = 4000;

/**
 * How loud each channel is around each look.
 *
 * @param samples 16 bits, left and right by turns
 */
export function readSides(samples: Buffer, looks: number, secondsPerLook: number): { left: number[]; right: number[] } {
  const perLook = Math.round(SIDES_RATE * secondsPerLook);
  const level = (at: number, channel: number) => {
    let squares = 0;
    let count = 0;
    // From half a look before to one and a half after: syllables have gaps.
    for (let sample = (at - 0.5) * perLook; sample < (at + 1.5) * perLook; sample += 1) {
      const byte = Math.floor(sample) * 4 + channel * 2;
      if (byte < 0 || byte + 2 > samples.length) continue;
      squares += (samples.readInt16LE(byte) / 32_768) ** 2;
      count += 1;
    }
    return count === 0 ? 0 : Math.sqrt(squares / count);
  };
  const all = (channel: number) =>
    Array.from({ length: looks }, (_, at) => Math.round(level(at, channel) * 10_000) / 10_000);
  return { left: all(0), right: all(1) };
}

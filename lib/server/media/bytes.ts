/** Readers that answer 0 or '' past the end, so that callers need not check every index. */

export function byteAt(bytes: Uint8Array, at: number): number {
  return bytes[at] ?? 0;
}

export function uint32be(bytes: Uint8Array, at: number): number {
  return (
    byteAt(bytes, at) * 0x1000000 +
    ((byteAt(bytes, at + 1) << 16) | (byteAt(bytes, at + 2) << 8) | byteAt(bytes, at + 3))
  );
}

export function uint32le(bytes: Uint8Array, at: number): number {
  return (
    byteAt(bytes, at + 3) * 0x1000000 +
    ((byteAt(bytes, at + 2) << 16) | (byteAt(bytes, at + 1) << 8) | byteAt(bytes, at))
  );
}

/** `length` bytes as Latin-1. */
export function latin1(bytes: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + length));
}

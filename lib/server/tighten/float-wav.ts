import { readFile, writeFile } from 'node:fs/promises';
import type { StereoSound } from './envelope.ts';

const FLOAT = 3;
const EXTENSIBLE = 0xfffe;

/** Reads a WAV file of ours: two channels of 32-bit floats. @throws Error where it is another. */
export async function readFloatWav(path: string): Promise<StereoSound> {
  const file = await readFile(path);
  let rate = 0;
  for (let at = 12; at + 8 <= file.length; ) {
    const name = file.toString('latin1', at, at + 4);
    const size = Math.min(file.readUInt32LE(at + 4), file.length - at - 8);
    const body = file.subarray(at + 8, at + 8 + size);
    if (name === 'fmt ') {
      const known = [FLOAT, EXTENSIBLE].includes(body.readUInt16LE(0));
      if (!known || body.readUInt16LE(2) !== 2 || body.readUInt16LE(14) !== 32) throw new Error('another kind of WAV');
      rate = body.readUInt32LE(4);
    }
    if (name === 'data' && rate > 0) {
      const whole = size - (size % 8);
      return { samples: new Float32Array(new Uint8Array(body.subarray(0, whole)).buffer), rate };
    }
    at += 8 + size + (size % 2);
  }
  throw new Error('a WAV without sound');
}

export async function writeFloatWav(path: string, { samples, rate }: StereoSound): Promise<void> {
  const head = Buffer.alloc(44);
  const bytes = samples.length * 4;
  head.write('RIFF', 0, 'latin1');
  head.writeUInt32LE(36 + bytes, 4);
  head.write('WAVEfmt ', 8, 'latin1');
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(FLOAT, 20);
  head.writeUInt16LE(2, 22);
  head.writeUInt32LE(rate, 24);
  head.writeUInt32LE(rate * 8, 28);
  head.writeUInt16LE(8, 32);
  head.writeUInt16LE(32, 34);
  head.write('data', 36, 'latin1');
  head.writeUInt32LE(bytes, 40);
  await writeFile(path, Buffer.concat([head, Buffer.from(samples.buffer, samples.byteOffset, bytes)]));
}

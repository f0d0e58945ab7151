import { readFile, writeFile } from 'node:fs/promises';

/** Mono speech: samples as 16 bit integers. */
export interface Pcm {
  readonly sampleRate: number;
  readonly samples: Int16Array;
}

const HEADER_BYTES = 44;

/**
 * Reads a mono 16 bit WAV file as flite and espeak write it. The size that the header claims is not believed:
 * a program that writes to a pipe cannot know it beforehand.
 *
 * @throws where the file is something else
 */
export async function readWav(path: string): Promise<Pcm> {
  return parseWav(await readFile(path));
}

/** The same for bytes in memory. */
export function parseWav(bytes: Buffer): Pcm {
  if (bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.toString('latin1', 8, 12) !== 'WAVE') {
    throw new Error('not a WAV file');
  }
  let sampleRate = 0;
  for (let at = 12; at + 8 <= bytes.length; ) {
    const name = bytes.toString('latin1', at, at + 4);
    const size = bytes.readUInt32LE(at + 4);
    const body = at + 8;
    if (name === 'fmt ') {
      if (bytes.readUInt16LE(body + 2) !== 1 || bytes.readUInt16LE(body + 14) !== 16) {
        throw new Error('not a mono 16 bit WAV file');
      }
      sampleRate = bytes.readUInt32LE(body + 4);
    }
    if (name === 'data') {
      const length = Math.floor(Math.min(size, bytes.length - body) / 2);
      return { sampleRate, samples: Int16Array.from({ length }, (_, index) => bytes.readInt16LE(body + 2 * index)) };
    }
    at = body + size + (size % 2);
  }
  throw new Error('a WAV file without sound');
}

/** Writes a mono 16 bit WAV file. */
export async function writeWav(path: string, { sampleRate, samples }: Pcm): Promise<void> {
  const bytes = Buffer.alloc(HEADER_BYTES + samples.length * 2);
  bytes.write('RIFF', 0, 'latin1');
  bytes.writeUInt32LE(bytes.length - 8, 4);
  bytes.write('WAVEfmt ', 8, 'latin1');
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20); // PCM
  bytes.writeUInt16LE(1, 22); // mono
  bytes.writeUInt32LE(sampleRate, 24);
  bytes.writeUInt32LE(sampleRate * 2, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36, 'latin1');
  bytes.writeUInt32LE(samples.length * 2, 40);
  samples.forEach((sample, index) => {
    bytes.writeInt16LE(sample, HEADER_BYTES + 2 * index);
  });
  await writeFile(path, bytes);
}

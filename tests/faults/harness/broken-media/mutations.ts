import type { Random } from '#tests/helpers/random.ts';
import type { BaseFile } from './base-files.ts';

/** Breaks a file; the same random numbers break it in the same way. */
export type Mutation = (file: BaseFile, random: Random, others: readonly BaseFile[]) => Buffer;

const HEAD_BYTES = 4096;
const SIZES = [0, 1, 0x7f, 0xff, 0x7fff, 0xffff, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff];

function noise(bytes: Buffer, count: number, random: Random, until = bytes.length): Buffer {
  for (let left = count; left > 0; left -= 1)
    bytes[random.whole(0, Math.min(until, bytes.length) - 1)] = random.whole(0, 255);
  return bytes;
}

/** Where boxes of MP4, chunks of WAV and elements of Matroska that carry lengths, sizes and counts begin. */
const MARKS: readonly Buffer[] = [
  ...[
    'mvhd',
    'mdhd',
    'tkhd',
    'stsd',
    'stts',
    'stsz',
    'stco',
    'stsc',
    'elst',
    'trun',
    'tfhd',
    'avcC',
    'esds',
    'moov',
    'mdat',
  ],
  ...['fmt ', 'data', 'fLaC', 'OggS', 'Xing', 'Info', 'OpusHead', 'APIC', 'ID3'],
].map((name) => Buffer.from(name, 'latin1'));
/** Duration, PixelWidth, PixelHeight, SamplingFrequency, Channels, Segment, Cluster. */
const ELEMENTS = ['4489', 'b0', 'ba', 'b5', '9f', '18538067', '1f43b675'].map((hex) => Buffer.from(hex, 'hex'));

function placesOf(bytes: Buffer, marks: readonly Buffer[]): number[] {
  return marks.flatMap((mark) => {
    const places: number[] = [];
    for (let at = bytes.indexOf(mark); at >= 0 && places.length < 20; at = bytes.indexOf(mark, at + 1)) {
      places.push(at + mark.length);
    }
    return places;
  });
}

export const MUTATIONS: Readonly<Record<string, Mutation>> = {
  'some bytes': ({ bytes }, random) => noise(Buffer.from(bytes), random.whole(1, 40), random),
  'many bytes': ({ bytes }, random) => noise(Buffer.from(bytes), Math.ceil(bytes.length / random.whole(5, 60)), random),
  'bytes of the head': ({ bytes }, random) => noise(Buffer.from(bytes), random.whole(1, 60), random, HEAD_BYTES),
  'one bit of the head': ({ bytes }, random) => {
    const out = Buffer.from(bytes);
    const at = random.whole(0, Math.min(HEAD_BYTES, out.length) - 1);
    out[at] = (out[at] ?? 0) ^ (1 << random.whole(0, 7));
    return out;
  },
  truncated: ({ bytes }, random) => bytes.subarray(0, random.whole(1, bytes.length)),
  'truncated early': ({ bytes }, random) => bytes.subarray(0, random.whole(12, Math.min(bytes.length, 2000))),
  'a hole': ({ bytes }, random) => {
    const from = random.whole(0, bytes.length - 1);
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + random.whole(1, 5000))]);
  },
  'a part twice': ({ bytes }, random) => {
    const from = random.whole(0, bytes.length - 1);
    const part = bytes.subarray(from, from + random.whole(1, 20_000));
    return Buffer.concat([bytes.subarray(0, from), part, bytes.subarray(from)]);
  },
  zeros: ({ bytes }, random) => {
    const from = random.whole(0, bytes.length - 1);
    return Buffer.from(bytes).fill(0, from, Math.min(bytes.length, from + random.whole(1, 20_000)));
  },
  'another head': ({ bytes }, random, others) => {
    const head = random.pick(others).bytes.subarray(0, random.whole(32, HEAD_BYTES));
    return Buffer.concat([head, bytes.subarray(Math.min(head.length, bytes.length))]);
  },
  'two files': ({ bytes }, random, others) => Buffer.concat([bytes, random.pick(others).bytes]),
  'noise behind the head': ({ bytes }, random) => {
    const out = Buffer.from(bytes);
    const from = random.whole(16, Math.min(out.length - 1, 600));
    for (let at = from; at < out.length; at += 1) out[at] = random.whole(0, 255);
    return out;
  },
  'lying sizes': ({ bytes }, random) => {
    const out = Buffer.from(bytes);
    const places = placesOf(out, MARKS).filter((at) => at + 40 <= out.length);
    for (let times = random.whole(1, 4); times > 0 && places.length > 0; times -= 1) {
      const at = random.pick(places) + 4 * random.whole(-2, 8);
      if (at >= 0 && at + 4 <= out.length) out.writeUInt32BE(random.pick(SIZES), at);
    }
    return out;
  },
  'lying elements': ({ bytes }, random) => {
    const out = Buffer.from(bytes);
    const places = placesOf(out.subarray(0, HEAD_BYTES), ELEMENTS);
    for (let times = random.whole(1, 4); times > 0 && places.length > 0; times -= 1) {
      noise(out.subarray(random.pick(places), out.length), random.whole(1, 5), random, 9);
    }
    return places.length > 0 ? out : noise(out, 20, random, HEAD_BYTES);
  },
};

import type { Random } from '#tests/helpers/random.ts';
import type { BaseFile } from './base-files.ts';

/** Files that chance would not make: depth, numbers and sizes that a careless reader dies of. */
export type Craft = (files: ReadonlyMap<string, Buffer>, random: Random) => BaseFile | null;

function box(name: string, ...content: readonly Buffer[]): Buffer {
  const body = Buffer.concat(content);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(body.length + 8);
  head.write(name, 4, 'latin1');
  return Buffer.concat([head, body]);
}

/** Size of an EBML element, in eight bytes. */
function element(id: string, ...content: readonly Buffer[]): Buffer {
  const body = Buffer.concat(content);
  const size = Buffer.alloc(8);
  size.writeBigUInt64BE(BigInt(body.length) | (1n << 56n));
  return Buffer.concat([Buffer.from(id, 'hex'), size, body]);
}

const FTYP = box('ftyp', Buffer.from('isom\0\0\x02\0isomiso2mp41', 'latin1'));
const EBML = element('1a45dfa3', element('4282', Buffer.from('matroska')), element('4287', Buffer.from([4])));

/** The box of this name on the top level of an MP4, or in the content of one. */
function findBox(bytes: Buffer, name: string): { at: number; size: number } | null {
  for (let at = 0; at + 8 <= bytes.length; ) {
    const size = bytes.readUInt32BE(at);
    if (bytes.toString('latin1', at + 4, at + 8) === name) return { at, size };
    if (size < 8) return null;
    at += size;
  }
  return null;
}

const sized =
  (name: string, make: (bytes: Buffer, random: Random) => Buffer, from: string): Craft =>
  (files, random) => {
    const bytes = files.get(from);
    return bytes ? { name, bytes: make(Buffer.from(bytes), random) } : null;
  };

function after(bytes: Buffer, mark: string, offset: number, value: number): Buffer {
  const at = bytes.indexOf(mark, 0, 'latin1');
  if (at >= 0) bytes.writeUInt32BE(value, at + mark.length + offset);
  return bytes;
}

export const CRAFTED: Readonly<Record<string, Craft>> = {
  'two thousand tracks': sized(
    'tracks.mp4',
    (bytes) => {
      const moov = findBox(bytes, 'moov');
      if (!moov) return bytes;
      const content = bytes.subarray(moov.at + 8, moov.at + moov.size);
      const trak = findBox(content, 'trak');
      if (!trak) return bytes;
      const copy = content.subarray(trak.at, trak.at + Math.min(trak.size, 400));
      copy.writeUInt32BE(copy.length);
      return Buffer.concat([
        bytes.subarray(0, moov.at),
        box('moov', content, ...Array.from({ length: 2000 }, () => copy)),
      ]);
    },
    'h264.mp4',
  ),
  'a thousand entries of tracks': (_, random) => {
    const entry = (number: number) =>
      element(
        'ae',
        element('d7', Buffer.from([number & 0x7f])),
        element('83', Buffer.from([random.whole(1, 2)])),
        element('86', Buffer.from('A_OPUS')),
      );
    const tracks = element('1654ae6b', ...Array.from({ length: 1000 }, (_entry, number) => entry(number)));
    return { name: 'entries.mkv', bytes: Buffer.concat([EBML, element('18538067', tracks)]) };
  },
  'boxes in boxes': (_, random) => {
    let inner = box('free', Buffer.alloc(16));
    for (let depth = 0; depth < 3000; depth += 1)
      inner = box(random.pick(['moov', 'udta', 'meta', 'trak', 'mdia', 'minf']), inner);
    return { name: 'deep.mp4', bytes: Buffer.concat([FTYP, inner]) };
  },
  'elements in elements': () => {
    let inner = element('ec', Buffer.alloc(16));
    for (let depth = 0; depth < 2000; depth += 1)
      inner = element(depth % 2 ? '73 73'.replace(' ', '') : '1254c367', inner);
    return { name: 'deep.mkv', bytes: Buffer.concat([EBML, element('18538067', inner)]) };
  },
  'a picture of 65,000 × 65,000': sized(
    'wide.mp4',
    (bytes) => {
      const at = bytes.indexOf('avc1', 0, 'latin1');
      if (at >= 0) bytes.fill(0xfd, at + 28, at + 32);
      return bytes;
    },
    'h264.mp4',
  ),
  'a webm of 65,000 × 65,000': sized(
    'wide.webm',
    (bytes) => {
      for (const id of [0xb0, 0xba]) {
        const at = bytes.indexOf(Buffer.from([id, 0x81]));
        if (at >= 0) bytes[at + 2] = 0xff;
      }
      return bytes;
    },
    'vp9.webm',
  ),
  'a cover that says 60,000 × 60,000': sized(
    'cover.mp3',
    (bytes) => {
      const at = bytes.indexOf(Buffer.from([0xff, 0xc0]));
      if (at >= 0) bytes.writeUInt32BE(0xea60_ea60, at + 5);
      return bytes;
    },
    'cover.mp3',
  ),
  'four thousand million samples': sized(
    'samples.m4a',
    (bytes) => after(after(bytes, 'stsz', 8, 0xffff_fff0), 'stts', 4, 0xffff_fff0),
    'aac.m4a',
  ),
  'a length of a thousand years': sized(
    'years.m4a',
    (bytes) => after(after(bytes, 'mvhd', 16, 0xffff_ffff), 'mdhd', 16, 0xffff_ffff),
    'aac.m4a',
  ),
  'a hundred hours of flac': sized(
    'hours.flac',
    (bytes) => {
      bytes[21] = ((bytes[21] ?? 0) & 0xf0) | 3;
      bytes.writeUInt32BE(0xb0bf_0000, 22);
      return bytes;
    },
    's16.flac',
  ),
  'a wave of 4 GB': sized(
    'large.wav',
    (bytes) => {
      const at = bytes.indexOf('data', 0, 'latin1');
      bytes.writeUInt32LE(0xffff_fff0, 4);
      bytes.writeUInt32LE(0xffff_fff0, at + 4);
      return bytes;
    },
    'short.wav',
  ),
  'a wave of 200 channels': sized(
    'channels.wav',
    (bytes) => {
      const at = bytes.indexOf('fmt ', 0, 'latin1');
      bytes.writeUInt16LE(200, at + 10);
      bytes.writeUInt16LE(400, at + 20);
      return bytes;
    },
    'short.wav',
  ),
  'a rate of 1 Hz': sized(
    'slow.wav',
    (bytes) => {
      bytes.writeUInt32LE(1, bytes.indexOf('fmt ', 0, 'latin1') + 12);
      return bytes;
    },
    'short.wav',
  ),
  'a tag of 60 MB that is not there': sized(
    'tag.mp3',
    (bytes) => {
      const tag = Buffer.from([0x49, 0x44, 0x33, 3, 0, 0, 0x1c, 0x4d, 0, 0]);
      return Buffer.concat([tag, bytes]);
    },
    'cbr.mp3',
  ),
  'five hundred streams one after the other': sized(
    'chained.ogg',
    (bytes) => {
      const link = bytes.subarray(0, Math.min(bytes.length, 6000));
      return Buffer.concat(Array.from({ length: 100 }, () => link));
    },
    'vorbis.ogg',
  ),
  'pages that go back in time': sized(
    'back.opus',
    (bytes, random) => {
      for (let at = bytes.indexOf('OggS', 40); at >= 0 && at + 14 < bytes.length; at = bytes.indexOf('OggS', at + 1)) {
        bytes.writeUInt32LE(random.whole(0, 0x7fff_ffff), at + 6);
        bytes.writeUInt32LE(random.whole(0, 0xffff), at + 10);
      }
      return bytes;
    },
    'voice.opus',
  ),
  'nothing but sync words': () => ({
    name: 'sync.mp3',
    bytes: Buffer.alloc(200_000, Buffer.from([0xff, 0xfb, 0x90, 0x64])),
  }),
  'frames of silence without end': () => {
    const frame = Buffer.alloc(417);
    Buffer.from([0xff, 0xfb, 0x90, 0x64]).copy(frame);
    return { name: 'silence.mp3', bytes: Buffer.concat(Array.from({ length: 1500 }, () => frame)) };
  },
  'one byte': () => ({ name: 'one.mp3', bytes: Buffer.from([0xff]) }),
  'a head alone': () => ({ name: 'head.mp4', bytes: FTYP }),
};

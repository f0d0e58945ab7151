/** The beginnings of media files, made by hand, so that tests need no ffmpeg. */

const ascii = (text: string) => Buffer.from(text, 'latin1');
const be32 = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};
const le32 = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};

/** Frames of 128 kbit/s at 44.1 kHz, layer III. */
export function mp3Frames(count: number): Buffer {
  const frame = Buffer.alloc(417, 0xa5);
  Buffer.from([0xff, 0xfb, 0x90, 0x00]).copy(frame);
  return Buffer.concat(Array.from({ length: count }, () => frame));
}

/** Frames of one layer, version, rate; `header` as in the file. */
export function mpegFrames(header: readonly number[], length: number, count: number): Buffer {
  const frame = Buffer.alloc(length, 0xa5);
  Buffer.from(header).copy(frame);
  return Buffer.concat(Array.from({ length: count }, () => frame));
}

/** An ID3v2.3 tag with one text frame, `bytes` long behind its header. */
export function id3(bytes: number): Buffer {
  const size = [21, 14, 7, 0].map((shift) => (bytes >> shift) & 0x7f);
  const body = Buffer.alloc(bytes);
  ascii('TIT2').copy(body);
  return Buffer.concat([ascii('ID3'), Buffer.from([3, 0, 0, ...size]), body]);
}

/** 44.1 kHz mono 16 bit, with this many bytes of sound and any chunks before `fmt `. */
export function wav(dataBytes: number, options: { kind?: string; before?: Buffer } = {}): Buffer {
  const format = Buffer.concat([
    ascii('fmt '),
    le32(16),
    Buffer.from([1, 0, 1, 0]),
    le32(44_100),
    le32(88_200),
    Buffer.from([2, 0, 16, 0]),
  ]);
  const before = options.before ?? Buffer.alloc(0);
  const data = Buffer.concat([ascii('data'), le32(dataBytes), Buffer.alloc(dataBytes, 7)]);
  const body = Buffer.concat([ascii('WAVE'), before, format, data]);
  return Buffer.concat([ascii(options.kind ?? 'RIFF'), le32(body.byteLength), body]);
}

/** A WAV file of exactly this size, its sound different in every block, so that a part in the wrong place shows. */
export function wavOfSize(bytes: number): Buffer<ArrayBuffer> {
  const file = Buffer.alloc(bytes);
  wav(0).copy(file);
  le32(bytes - 8).copy(file, 4);
  le32(bytes - 44).copy(file, 40);
  for (let at = 44; at + 4 <= bytes; at += 4) file.writeUInt32LE((at * 2_654_435_761) >>> 0, at);
  return file;
}

export function riffChunk(id: string, bytes: number): Buffer {
  return Buffer.concat([ascii(id), le32(bytes), Buffer.alloc(bytes + (bytes % 2))]);
}

export function flac(): Buffer {
  const info = Buffer.alloc(34);
  // 44,100 in 20 bits from bit 80.
  info[10] = 0x0a;
  info[11] = 0xc4;
  info[12] = 0x42;
  return Buffer.concat([ascii('fLaC'), Buffer.from([0x80, 0, 0, 34]), info, Buffer.alloc(100, 9)]);
}

export function ogg(magic: string): Buffer {
  const header = Buffer.alloc(28);
  ascii('OggS').copy(header);
  header[5] = 2;
  header[26] = 1;
  header[27] = magic.length + 20;
  return Buffer.concat([header, ascii(magic), Buffer.alloc(60)]);
}

/** ADTS frames, 44.1 kHz, AAC-LC. */
export function adtsFrames(count: number): Buffer {
  const length = 371;
  const frame = Buffer.alloc(length, 0x21);
  Buffer.from([0xff, 0xf1, 0x50, 0x80 | (length >> 11), (length >> 3) & 0xff, ((length & 7) << 5) | 0x1f, 0xfc]).copy(
    frame,
  );
  return Buffer.concat(Array.from({ length: count }, () => frame));
}

export function box(type: string, payload: Buffer = Buffer.alloc(0)): Buffer {
  return Buffer.concat([be32(8 + payload.byteLength), ascii(type), payload]);
}

export function ftyp(brand: string): Buffer {
  const brands = Buffer.concat([ascii(brand), be32(512), ascii('isom'), ascii('mp41')]);
  return Buffer.concat([box('ftyp', brands), box('free'), box('mdat', Buffer.alloc(64, 3))]);
}

export function ebml(docType: string): Buffer {
  const fields = Buffer.concat([
    Buffer.from([0x42, 0x86, 0x81, 1, 0x42, 0xf7, 0x81, 1]),
    Buffer.from([0x42, 0x82, 0x80 | docType.length]),
    ascii(docType),
  ]);
  return Buffer.concat([Buffer.from([0x1a, 0x45, 0xdf, 0xa3, 0x80 | fields.byteLength]), fields, Buffer.alloc(80, 1)]);
}

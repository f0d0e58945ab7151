import { open } from 'node:fs/promises';
import { crc32 } from 'node:zlib';

/** One file of an archive: a file of the disk, or a text. */
export interface ZipEntry {
  readonly name: string;
  readonly modifiedAt: Date;
  readonly content: { readonly path: string; readonly sizeBytes: number } | { readonly text: string };
}

const CHUNK = 256 * 1024;
/** A size or a place from here on stands in the larger fields of ZIP64. */
const ZIP64_FROM = 0xffff_ffff;
const LOCAL_BYTES = 30;
const CENTRAL_BYTES = 46;
const END_BYTES = 22;
const END64_BYTES = 56 + 20;
const SIZES64_BYTES = 20;

export interface ZipOptions {
  /** For tests: where the larger fields begin, in bytes. */
  readonly zip64From?: number;
}

/** How long the archive will be, so that a browser can show how far it is. */
export function zipBytes(entries: readonly ZipEntry[], { zip64From = ZIP64_FROM }: ZipOptions = {}): number {
  let [offset, directory] = [0, 0];
  for (const entry of entries) {
    const [name, size] = [Buffer.byteLength(entry.name), sizeOf(entry)];
    directory += CENTRAL_BYTES + name + largeFields(size, offset, zip64From).length;
    offset += LOCAL_BYTES + name + (size >= zip64From ? SIZES64_BYTES : 0) + size;
  }
  const end = Math.max(offset, directory) >= zip64From ? END64_BYTES + END_BYTES : END_BYTES;
  return offset + directory + end;
}

/**
 * Writes an archive while it is read. Nothing is compressed: videos and pictures are already. Each file is read twice,
 * since its checksum stands before it.
 *
 * @throws Error where a file changed its length in between
 */
export async function* zipStream(
  entries: readonly ZipEntry[],
  { zip64From = ZIP64_FROM }: ZipOptions = {},
): AsyncGenerator<Uint8Array> {
  const central: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const name = Buffer.from(entry.name);
    const size = sizeOf(entry);
    let checksum = 0;
    let read = 0;
    for await (const chunk of contentOf(entry)) {
      checksum = crc32(chunk, checksum);
      read += chunk.length;
    }
    if (read !== size) throw new Error(`${entry.name} has ${read} bytes instead of ${size}`);
    const isLarge = size >= zip64From;
    const fields = commonFields(entry.modifiedAt, checksum, isLarge ? null : size, name.length);
    const extra = isLarge ? sizes64(size) : Buffer.alloc(0);
    const local = Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4]), fields, uint16(extra.length), name, extra]);
    yield local;
    let sent = 0;
    for await (const chunk of contentOf(entry)) {
      sent += chunk.length;
      if (sent > size) throw new Error(`${entry.name} grew while it was sent`);
      yield chunk;
    }
    if (sent !== size) throw new Error(`${entry.name} became shorter while it was sent`);
    central.push(centralHeader(fields, name, offset < zip64From ? offset : null, largeFields(size, offset, zip64From)));
    offset += local.length + size;
  }
  const directory = Buffer.concat(central);
  yield directory;
  yield endOf(entries.length, directory.length, offset, zip64From);
}

/** The ends of both formats: readers that know ZIP64 look there first. */
function endOf(entries: number, directory: number, offset: number, zip64From: number): Buffer {
  const isLarge = Math.max(offset, directory) >= zip64From;
  const end = Buffer.alloc(END_BYTES);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries, 8);
  end.writeUInt16LE(entries, 10);
  end.writeUInt32LE(isLarge ? ZIP64_FROM : directory, 12);
  end.writeUInt32LE(isLarge ? ZIP64_FROM : offset, 16);
  if (!isLarge) return end;
  const large = Buffer.alloc(END64_BYTES);
  large.writeUInt32LE(0x06064b50, 0);
  large.writeBigUInt64LE(44n, 4);
  large.writeUInt16LE(45, 12);
  large.writeUInt16LE(45, 14);
  large.writeBigUInt64LE(BigInt(entries), 24);
  large.writeBigUInt64LE(BigInt(entries), 32);
  large.writeBigUInt64LE(BigInt(directory), 40);
  large.writeBigUInt64LE(BigInt(offset), 48);
  large.writeUInt32LE(0x07064b50, 56);
  large.writeBigUInt64LE(BigInt(offset + directory), 64);
  large.writeUInt32LE(1, 72);
  return Buffer.concat([large, end]);
}

/** What stands in both headers: version, flags (names in UTF-8), method (stored), time, checksum, sizes, name. */
function commonFields(modifiedAt: Date, checksum: number, size: number | null, nameBytes: number): Buffer {
  const fields = Buffer.alloc(24);
  fields.writeUInt16LE(size === null ? 45 : 20, 0);
  fields.writeUInt16LE(0x0800, 2);
  fields.writeUInt16LE(0, 4);
  const { time, date } = dosTime(modifiedAt);
  fields.writeUInt16LE(time, 6);
  fields.writeUInt16LE(date, 8);
  fields.writeUInt32LE(checksum, 10);
  fields.writeUInt32LE(size ?? ZIP64_FROM, 14);
  fields.writeUInt32LE(size ?? ZIP64_FROM, 18);
  fields.writeUInt16LE(nameBytes, 22);
  return fields;
}

function centralHeader(fields: Buffer, name: Buffer, offset: number | null, extra: Buffer): Buffer {
  const header = Buffer.alloc(CENTRAL_BYTES);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE(offset === null ? 45 : 20, 4);
  fields.copy(header, 6);
  header.writeUInt16LE(extra.length, 30);
  header.writeUInt32LE(offset ?? ZIP64_FROM, 42);
  return Buffer.concat([header, name, extra]);
}

/** The extra field of an entry whose size or place does not fit into the plain ones. */
function largeFields(size: number, offset: number, zip64From: number): Buffer {
  const values = [...(size >= zip64From ? [size, size] : []), ...(offset >= zip64From ? [offset] : [])];
  return values.length === 0 ? Buffer.alloc(0) : extraField(values);
}

function sizes64(size: number): Buffer {
  return extraField([size, size]);
}

function extraField(values: readonly number[]): Buffer {
  const field = Buffer.alloc(4 + 8 * values.length);
  field.writeUInt16LE(1, 0);
  field.writeUInt16LE(8 * values.length, 2);
  for (const [index, value] of values.entries()) field.writeBigUInt64LE(BigInt(value), 4 + 8 * index);
  return field;
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function dosTime(at: Date): { time: number; date: number } {
  const year = Math.min(2107, Math.max(1980, at.getFullYear()));
  return {
    time: (at.getHours() << 11) | (at.getMinutes() << 5) | (at.getSeconds() >> 1),
    date: ((year - 1980) << 9) | ((at.getMonth() + 1) << 5) | at.getDate(),
  };
}

function sizeOf({ content }: ZipEntry): number {
  return 'text' in content ? Buffer.byteLength(content.text) : content.sizeBytes;
}

async function* contentOf({ content }: ZipEntry): AsyncGenerator<Uint8Array> {
  if ('text' in content) {
    yield Buffer.from(content.text);
    return;
  }
  const handle = await open(content.path, 'r');
  try {
    for (;;) {
      const { bytesRead, buffer } = await handle.read(new Uint8Array(CHUNK), 0, CHUNK);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await handle.close();
  }
}

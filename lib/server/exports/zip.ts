import { open } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { AppError } from '../app-error.ts';

/** One file of an archive: a file of the disk, or a text. */
export interface ZipEntry {
  readonly name: string;
  readonly modifiedAt: Date;
  readonly content: { readonly path: string; readonly sizeBytes: number } | { readonly text: string };
}

const CHUNK = 256 * 1024;
/** Beyond this the format needs larger fields, which we do not write. */
const MAX_BYTES = 0xffff_fff0;
const LOCAL_BYTES = 30;
const CENTRAL_BYTES = 46;
const END_BYTES = 22;

/** How long the archive will be, so that a browser can show how far it is. @throws AppError `archive_too_large` above 4 GB */
export function zipBytes(entries: readonly ZipEntry[]): number {
  const bytes = entries.reduce(
    (sum, entry) => sum + LOCAL_BYTES + CENTRAL_BYTES + 2 * Buffer.byteLength(entry.name) + sizeOf(entry),
    END_BYTES,
  );
  if (bytes > MAX_BYTES) throw new AppError('archive_too_large');
  return bytes;
}

/**
 * Writes an archive while it is read. Nothing is compressed: videos and pictures are already. Each file is read twice,
 * since its checksum stands before it.
 *
 * @throws Error where a file changed its length in between
 */
export async function* zipStream(entries: readonly ZipEntry[]): AsyncGenerator<Uint8Array> {
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
    const fields = commonFields(entry.modifiedAt, checksum, size, name.length);
    const local = Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4]), fields, Buffer.alloc(2), name]);
    yield local;
    let sent = 0;
    for await (const chunk of contentOf(entry)) {
      sent += chunk.length;
      if (sent > size) throw new Error(`${entry.name} grew while it was sent`);
      yield chunk;
    }
    if (sent !== size) throw new Error(`${entry.name} became shorter while it was sent`);
    central.push(centralHeader(fields, name, offset));
    offset += local.length + size;
  }
  const directory = Buffer.concat(central);
  yield directory;
  const end = Buffer.alloc(END_BYTES);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  yield end;
}

/** What stands in both headers: version, flags (names in UTF-8), method (stored), time, checksum, sizes, name. */
function commonFields(modifiedAt: Date, checksum: number, size: number, nameBytes: number): Buffer {
  const fields = Buffer.alloc(24);
  fields.writeUInt16LE(20, 0);
  fields.writeUInt16LE(0x0800, 2);
  fields.writeUInt16LE(0, 4);
  const { time, date } = dosTime(modifiedAt);
  fields.writeUInt16LE(time, 6);
  fields.writeUInt16LE(date, 8);
  fields.writeUInt32LE(checksum, 10);
  fields.writeUInt32LE(size, 14);
  fields.writeUInt32LE(size, 18);
  fields.writeUInt16LE(nameBytes, 22);
  return fields;
}

function centralHeader(fields: Buffer, name: Buffer, offset: number): Buffer {
  const header = Buffer.alloc(CENTRAL_BYTES);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE(20, 4);
  fields.copy(header, 6);
  header.writeUInt32LE(offset, 42);
  return Buffer.concat([header, name]);
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

import { crc32, deflateRawSync } from 'node:zlib';

export interface OddEntry {
  readonly name: string;
  readonly data: Buffer | string;
  readonly compressed?: boolean;
  /** What the archive says instead of the truth. */
  readonly claimedBytes?: number;
}

/** A ZIP as nobody should make it: with any names, and sizes that need not be true. */
export function oddZip(entries: readonly OddEntry[]): Buffer {
  const parts: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { name, data, compressed = false, claimedBytes } of entries) {
    const plain = Buffer.from(data);
    const stored = compressed ? deflateRawSync(plain) : plain;
    const fields = Buffer.alloc(24);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(0x0800, 2);
    fields.writeUInt16LE(compressed ? 8 : 0, 4);
    fields.writeUInt32LE(crc32(plain), 10);
    fields.writeUInt32LE(stored.length, 14);
    fields.writeUInt32LE(claimedBytes ?? plain.length, 18);
    fields.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4]), fields, Buffer.alloc(2), Buffer.from(name), stored]);
    const header = Buffer.alloc(46);
    header.writeUInt32LE(0x02014b50, 0);
    header.writeUInt16LE(20, 4);
    fields.copy(header, 6);
    header.writeUInt32LE(offset, 42);
    central.push(header, Buffer.from(name));
    parts.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, directory, end]);
}

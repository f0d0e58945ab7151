import { directoryAt } from './font-metrics.ts';

/**
 * A TrueType program that only says: no instructions for single glyphs. libass takes the widths of letters with hinting,
 * which each build of FreeType does in its own way: without it they are the same everywhere. The rest of it is there
 * because FreeType takes a shorter program for none, and then hints by itself.
 */
const NO_HINTING = Buffer.from('b101018eb801ff85b0048d', 'hex');

/**
 * The font with one name of ours in place of all that it calls itself, so that libass finds it by that name and
 * nothing that a stranger wrote into a file gets anywhere. The glyphs stay as they are; they are not hinted any more.
 *
 * @param bytes a .ttf or .otf file, or a collection, of which the first font is taken
 * @throws RangeError where it is cut off, or its tables lie over each other
 */
export function renameFont(bytes: Uint8Array, family: string): Buffer {
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const head = directoryAt(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  const given = Array.from({ length: source.readUInt16BE(head + 4) }, (_, position) => {
    const entry = head + 12 + 16 * position;
    const offset = source.readUInt32BE(entry + 8);
    const length = source.readUInt32BE(entry + 12);
    if (offset + length > source.length) throw new RangeError('the font is cut off');
    const tag = source.toString('latin1', entry, entry + 4);
    return { tag, data: tag === 'name' ? nameTable(family) : source.subarray(offset, offset + length) };
  });
  const hasPrograms = given.some(({ tag }) => tag === 'glyf');
  const rest = given.filter(({ tag }) => tag !== 'prep');
  const tables = (hasPrograms ? [...rest, { tag: 'prep', data: NO_HINTING }] : rest).toSorted((a, b) =>
    a.tag < b.tag ? -1 : 1,
  );
  const count = tables.length;
  // 65,535 tables that are each the whole file would become a thousand gigabytes. A few fonts share a table.
  const total = tables.reduce((sum, { data }) => sum + data.length, 0);
  if (total > 2 * source.length) throw new RangeError('the tables of the font lie over each other');
  const directory = Buffer.alloc(12 + 16 * count);
  source.copy(directory, 0, head, head + 4);
  const power = Math.floor(Math.log2(count));
  for (const [at, value] of [count, 2 ** power * 16, power, (count - 2 ** power) * 16].entries()) {
    directory.writeUInt16BE(value, 4 + 2 * at);
  }
  const parts: Buffer[] = [directory];
  let offset = directory.length;
  for (const [position, { tag, data }] of tables.entries()) {
    const entry = 12 + 16 * position;
    directory.write(tag, entry, 'latin1');
    directory.writeUInt32BE(checksum(data), entry + 4);
    directory.writeUInt32BE(offset, entry + 8);
    directory.writeUInt32BE(data.length, entry + 12);
    const padded = Buffer.alloc((data.length + 3) & ~3);
    data.copy(padded);
    parts.push(padded);
    offset += padded.length;
  }
  return Buffer.concat(parts);
}

/** Family, style, full and PostScript name, for Windows in English (what every reader looks for). */
function nameTable(family: string): Buffer {
  const names: readonly [id: number, text: string][] = [
    [1, family],
    [2, 'Regular'],
    [4, family],
    [6, family.replaceAll(' ', '-')],
  ];
  const head = Buffer.alloc(6 + 12 * names.length);
  head.writeUInt16BE(names.length, 2);
  head.writeUInt16BE(head.length, 4);
  const texts: Buffer[] = [];
  let offset = 0;
  for (const [position, [id, text]] of names.entries()) {
    const data = Buffer.from(text, 'utf16le').swap16();
    const entry = 6 + 12 * position;
    for (const [at, value] of [3, 1, 0x409, id, data.length, offset].entries()) {
      head.writeUInt16BE(value, entry + 2 * at);
    }
    texts.push(data);
    offset += data.length;
  }
  return Buffer.concat([head, ...texts]);
}

function checksum(data: Buffer): number {
  let sum = 0;
  for (let at = 0; at < data.length; at += 4) {
    const word =
      at + 4 <= data.length
        ? data.readUInt32BE(at)
        : data.subarray(at).reduce((all, byte, position) => all + byte * 2 ** (24 - 8 * position), 0);
    sum = (sum + word) >>> 0;
  }
  return sum;
}

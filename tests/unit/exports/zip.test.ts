import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as yauzl from 'yauzl';
import { type ZipEntry, zipBytes, zipStream } from '#lib/server/exports/zip.ts';
import { unzip } from '../../helpers/unzip.ts';

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'podpromo-zip-'));
});
afterAll(async () => {
  await rm(dir, { recursive: true, force: true });
});

const modifiedAt = new Date(2026, 10, 21, 16, 30, 8);
const collect = async (entries: ZipEntry[]) => Buffer.concat(await Array.fromAsync(zipStream(entries)));

describe('a zip', () => {
  it('holds every file as it is, whatever its name, and is as long as was said', async () => {
    const path = join(dir, 'large.bin');
    const large = Buffer.from(Uint8Array.from({ length: 700_001 }, (_, at) => (at * 31) & 0xff));
    await writeFile(path, large);
    const entries: ZipEntry[] = [
      { name: 'Übung – "наши" 今.mp4', modifiedAt, content: { path, sizeBytes: large.length } },
      { name: 'empty.srt', modifiedAt, content: { text: '' } },
      { name: 'text.edl', modifiedAt, content: { text: 'ü\r\n' } },
    ];
    const archive = await collect(entries);
    expect(archive.length).toBe(zipBytes(entries));
    const files = unzip(archive);
    expect([...files.keys()]).toEqual(entries.map(({ name }) => name));
    expect(files.get('Übung – "наши" 今.mp4')?.equals(large)).toBe(true);
    expect(files.get('text.edl')?.toString()).toBe('ü\r\n');
  });

  it('ends with an error where a file is not as long as its row says', async () => {
    const path = join(dir, 'short.bin');
    await writeFile(path, 'abc');
    await expect(collect([{ name: 'a', modifiedAt, content: { path, sizeBytes: 4 } }])).rejects.toThrow('3 bytes');
  });

  it('of more than 4 GB has the larger fields, which readers understand', async () => {
    const path = join(dir, 'part.bin');
    await writeFile(path, Buffer.alloc(5000, 7));
    const entries: ZipEntry[] = [
      { name: 'small.txt', modifiedAt, content: { text: 'abc' } },
      { name: 'large.bin', modifiedAt, content: { path, sizeBytes: 5000 } },
      { name: 'behind.txt', modifiedAt, content: { text: 'def' } },
    ];
    const options = { zip64From: 1000 };
    const archive = Buffer.concat(await Array.fromAsync(zipStream(entries, options)));
    expect(archive.length).toBe(zipBytes(entries, options));
    const zip = await yauzl.fromBufferPromise(archive);
    const read: [string, number, string][] = [];
    for await (const entry of zip.eachEntry()) {
      const content = Buffer.concat(await Array.fromAsync(await zip.openReadStreamPromise(entry)));
      read.push([entry.fileName, content.length, content.subarray(0, 3).toString('latin1')]);
    }
    expect(read).toEqual([
      ['small.txt', 3, 'abc'],
      ['large.bin', 5000, '\x07\x07\x07'],
      ['behind.txt', 3, 'def'],
    ]);
    const content = { path: '/nowhere', sizeBytes: 5_000_000_000 };
    expect(zipBytes([{ name: 'a', modifiedAt, content }])).toBe(5_000_000_000 + 30 + 1 + 20 + 46 + 1 + 20 + 76 + 22);
  });
});

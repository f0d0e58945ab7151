import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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

  it('of more than 4 GB is refused', () => {
    const content = { path: '/nowhere', sizeBytes: 3_000_000_000 };
    const two = ['a', 'b'].map((name) => ({ name, modifiedAt, content }));
    expect(() => zipBytes(two)).toThrow(expect.objectContaining({ code: 'archive_too_large' }));
  });
});

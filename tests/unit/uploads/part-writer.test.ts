import { type FileHandle, mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { writePart } from '#lib/server/uploads/part-writer.ts';

const HEAD = 65_536;
let dir: string;
let path: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'podpromo-part-'));
  path = join(dir, 'part');
  await writeFile(path, '');
});
afterEach(() => rm(dir, { recursive: true, force: true }));

/** Counted bytes, so that a gap or a swap shows. */
const bytes = (length: number) => Buffer.from(Uint8Array.from({ length }, (_, at) => (at * 7 + (at >> 8)) & 0xff));

async function* inChunks(content: Buffer, size: number, fail?: Error) {
  for (let at = 0; at < content.byteLength; at += size) yield content.subarray(at, at + size);
  if (fail) throw fail;
}

const write = (content: Buffer, given: Partial<Parameters<typeof writePart>[0]> = {}) =>
  writePart({
    path,
    offset: 0,
    sizeBytes: content.byteLength,
    source: inChunks(content, 10_000),
    checkHead: () => undefined,
    ...given,
  });

describe('writing a part', () => {
  it('writes everything in order and answers the new offset', async () => {
    const content = bytes(1_500_000);
    await expect(write(content)).resolves.toBe(content.byteLength);
    expect((await readFile(path)).equals(content)).toBe(true);
  });

  it('goes on at an offset', async () => {
    const content = bytes(300_000);
    await writeFile(path, content.subarray(0, 123_456));
    const offset = await write(content, { offset: 123_456, source: inChunks(content.subarray(123_456), 5_000) });
    expect(offset).toBe(content.byteLength);
    expect((await readFile(path)).equals(content)).toBe(true);
  });

  it('keeps what was received before the line dropped', async () => {
    const content = bytes(400_000);
    const source = inChunks(content.subarray(0, 250_000), 10_000, new Error('line dropped'));
    await expect(write(content, { source })).rejects.toThrow('line dropped');
    expect((await readFile(path)).equals(content.subarray(0, 250_000))).toBe(true);
  });

  it('shows the first 64 KB once, as soon as they are there', async () => {
    const content = bytes(900_000);
    const seen: number[] = [];
    await write(content, { checkHead: (head) => void seen.push(head.byteLength) });
    expect(seen).toEqual([HEAD]);
  });

  it('waits for the rest of the head', async () => {
    const content = bytes(200_000);
    const checkHead = vi.fn();
    await write(content, { checkHead, source: inChunks(content.subarray(0, 60_000), 10_000) });
    expect(checkHead).not.toHaveBeenCalled();
    await write(content, { checkHead, offset: 60_000, source: inChunks(content.subarray(60_000), 10_000) });
    expect(checkHead).toHaveBeenCalledExactlyOnceWith(content.subarray(0, HEAD));
  });

  it('shows all of a short file when it is complete', async () => {
    const content = bytes(1_000);
    const checkHead = vi.fn();
    await write(content, { checkHead });
    expect(checkHead).toHaveBeenCalledExactlyOnceWith(content);
  });

  it('stops reading when the head is refused', async () => {
    const content = bytes(5_000_000);
    let given = 0;
    async function* source() {
      for await (const chunk of inChunks(content, 10_000)) {
        given += chunk.byteLength;
        yield chunk;
      }
    }
    const checkHead = () => {
      throw new Error('not media');
    };
    await expect(write(content, { source: source(), checkHead })).rejects.toThrow('not media');
    expect(given).toBeLessThan(HEAD + 20_000);
  });

  it('tells a full disk from other failures, and what fitted is kept', async () => {
    const content = bytes(2_000_000);
    const openFile = async (name: string) => limited(await open(name, 'r+'), 1_000_000);
    await expect(write(content, { openFile })).rejects.toMatchObject({ code: 'disk_full', status: 507 });
    const kept = await readFile(path);
    expect(kept.byteLength).toBe(1_000_000);
    expect(kept.equals(content.subarray(0, kept.byteLength))).toBe(true);
    const rest = inChunks(content.subarray(kept.byteLength), 10_000);
    await expect(write(content, { offset: kept.byteLength, source: rest })).resolves.toBe(content.byteLength);
    expect((await readFile(path)).equals(content)).toBe(true);
  });
});

/** A file on a disk with so much room: the last write is cut short, then there is none left. */
function limited(file: FileHandle, room: number): FileHandle {
  const writeFully = file.write.bind(file);
  vi.spyOn(file, 'write').mockImplementation((async (chunk: Uint8Array, from: number, length: number, at: number) => {
    const fits = Math.min(length, room - at);
    if (fits <= 0) throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    return writeFully(chunk, from, fits, at);
  }) as typeof file.write);
  return file;
}

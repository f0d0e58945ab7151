import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkOut } from '#scripts/cli/check-out.ts';

describe('where a command writes its result', () => {
  let dir: string;
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'podpromo-out-'));
    await writeFile(join(dir, 'file.txt'), 'x');
  });
  afterAll(() => rm(dir, { recursive: true, force: true }));

  test('may be there already or not, and is not made by looking', async () => {
    await checkOut(dir, 'folder');
    await checkOut(join(dir, 'new', 'deep'), 'folder');
    await checkOut(join(dir, 'file.txt'), 'file');
    await checkOut(join(dir, 'new', 'words.json'), 'file');
    expect(await readdir(dir)).toEqual(['file.txt']);
  });

  test('is refused before the work where it cannot be made', async () => {
    await expect(checkOut(join(dir, 'file.txt'), 'folder')).rejects.toThrow('is a file, not a folder');
    await expect(checkOut(dir, 'file')).rejects.toThrow('is a folder, not a file');
    await expect(checkOut(join(dir, 'file.txt', 'clips', 'more'), 'folder')).rejects.toThrow('file.txt is no folder');
  });
});

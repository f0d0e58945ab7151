import type * as fs from 'node:fs/promises';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { moveFileDurably } from '#lib/server/storage/move-file.ts';

const faults = vi.hoisted(() => ({ crossDevice: false, copyFails: false }));
vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof fs>();
  const fail = (code: string) => Promise.reject(Object.assign(new Error(code), { code }));
  return {
    ...real,
    rename: (from: string, to: string) =>
      faults.crossDevice && !from.endsWith('.partial') ? fail('EXDEV') : real.rename(from, to),
    copyFile: (from: string, to: string) => (faults.copyFails ? fail('ENOSPC') : real.copyFile(from, to)),
  };
});

let dir: string;
beforeEach(async () => {
  faults.crossDevice = false;
  faults.copyFails = false;
  dir = await mkdtemp(join(tmpdir(), 'podpromo-move-'));
  await writeFile(join(dir, 'from'), 'content');
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const move = () => moveFileDurably(join(dir, 'from'), join(dir, 'deep', 'to'));

describe('moving a file', () => {
  it.each([false, true])('puts it whole in its new place (to another disk: %s)', async (crossDevice) => {
    faults.crossDevice = crossDevice;
    await move();
    expect(await readFile(join(dir, 'deep', 'to'), 'utf8')).toBe('content');
    expect(await readdir(dir)).toEqual(['deep']);
    expect(await readdir(join(dir, 'deep'))).toEqual(['to']);
  });

  it('leaves it where it was when the other disk is full', async () => {
    faults.crossDevice = true;
    faults.copyFails = true;
    await expect(move()).rejects.toMatchObject({ code: 'ENOSPC' });
    expect(await readFile(join(dir, 'from'), 'utf8')).toBe('content');
    expect(await readdir(join(dir, 'deep'))).toEqual([]);
  });
});

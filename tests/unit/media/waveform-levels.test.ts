import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeWaveform, readWaveformPart } from '#lib/server/media/waveform-file.ts';
import { createWaveformLevels } from '#lib/server/media/waveform-levels.ts';

const RATE = 8000;

/** So many seconds, silent but for these. */
function bytes(seconds: number, loud: readonly number[]): Buffer {
  const samples = new Int16Array(seconds * RATE);
  for (const second of loud) samples.fill(16_000, second * RATE, (second + 1) * RATE);
  return Buffer.from(samples.buffer);
}

/** Hears it in pieces of odd length, as a pipe gives them. */
function levelsOf(all: Buffer): Uint8Array[] {
  const levels = createWaveformLevels(RATE);
  for (let at = 0; at < all.length; at += 4999) levels.push(all.subarray(at, at + 4999));
  return levels.finish();
}

describe('the waveform at several zooms', () => {
  it('has a value every 10 ms, and four times fewer on each coarser level', () => {
    const levels = levelsOf(bytes(60, [30]));
    expect(levels.map((level) => level.length)).toEqual([6000, 1500, 375, 94, 24]);
    const [finest, second] = levels;
    expect([finest?.[2999], finest?.[3000], finest?.[3099], finest?.[3100]]).toEqual([0, 255, 255, 0]);
    expect([second?.[749], second?.[750], second?.[774], second?.[775]]).toEqual([0, 255, 255, 0]);
  });

  it('does not blow silence up, and takes nothing at all', () => {
    expect(Math.max(...(levelsOf(bytes(2, []))[0] ?? []))).toBe(0);
    expect(levelsOf(Buffer.alloc(0)).map((level) => level.length)).toEqual([0, 0, 0, 0, 0]);
  });
});

describe('the file of a waveform', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'podpromo-waveform-'));
    await writeFile(join(folder, 'whole.bin'), encodeWaveform(levelsOf(bytes(60, [30]))));
    await writeFile(join(folder, 'damaged.bin'), 'not a waveform at all');
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
  const read = (fromMs: number, toMs: number, count: number) =>
    readWaveformPart(join(folder, 'whole.bin'), { fromMs, toMs, count });

  it('gives a part on the level that has enough values, and no finer one', async () => {
    const close = await read(30_000, 31_000, 100);
    expect(close).toMatchObject({ frameMs: 10, first: 3000 });
    expect(Math.min(...(close?.values ?? []))).toBe(255);
    expect(await read(0, 60_000, 1000)).toMatchObject({ frameMs: 40, first: 0 });
    const far = await read(0, 60_000, 20);
    expect(far).toMatchObject({ frameMs: 2560 });
    expect(far?.values).toHaveLength(24);
  });

  it('ends where the sound ends', async () => {
    expect((await read(59_500, 70_000, 1000))?.values).toHaveLength(50);
    expect((await read(90_000, 91_000, 100))?.values).toHaveLength(0);
  });

  it('is null where there is none, and refused where it is damaged', async () => {
    expect(await readWaveformPart(join(folder, 'none.bin'), { fromMs: 0, toMs: 1, count: 1 })).toBeNull();
    const damaged = readWaveformPart(join(folder, 'damaged.bin'), { fromMs: 0, toMs: 1, count: 1 });
    await expect(damaged).rejects.toMatchObject({ code: 'asset_not_found' });
  });
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, test } from 'vitest';
import { type BaseFile, makeBaseFiles } from '../faults/harness/broken-media/base-files.ts';
import { grindBroken } from '../faults/harness/broken-media/grind-broken.ts';
import { type MediaMill, startMediaMill } from '../faults/harness/media-mill.ts';

/** All crafted ones, and mutated ones of every kind; 700 are in tests/faults. */
const CRAFTED = 20;
const NUMBERS = [...Array.from({ length: 40 }, (_, at) => (at < CRAFTED ? at : CRAFTED + (at - CRAFTED) * 29))];

let folder: string;
let bases: BaseFile[];
let mill: MediaMill;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'podpromo-bases-'));
  mill = await startMediaMill();
  bases = await makeBaseFiles(mill.env, folder);
});
afterAll(async () => {
  await mill?.stop();
  await rm(folder, { recursive: true, force: true });
});

test('40 broken media files: each has its end and a code, the worker lives, and nothing stays', async () => {
  await grindBroken(mill, bases, NUMBERS);
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, test } from 'vitest';
import { type BaseFile, makeBaseFiles } from './harness/broken-media/base-files.ts';
import { grindBroken } from './harness/broken-media/grind-broken.ts';
import { figure } from './harness/figures.ts';
import { type MediaMill, startMediaMill } from './harness/media-mill.ts';

/** FAULT_MEDIA=100 FAULT_MEDIA_FROM=300 for a part of them. */
const count = Number(process.env.FAULT_MEDIA ?? 700);
const from = Number(process.env.FAULT_MEDIA_FROM ?? 0);

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

test(`${count} broken media files: each has its end and a code, and nothing stays`, async () => {
  const numbers = Array.from({ length: count }, (_, at) => from + at);
  const result = await grindBroken(mill, bases, numbers);
  console.info(result.table);
  figure('700 mutated media files', result.figure);
});

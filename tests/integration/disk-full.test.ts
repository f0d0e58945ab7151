import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, type TestContext, test } from 'vitest';
import { absent } from '#tests/helpers/absent.ts';
import { fillWhileUploading, fillWhileWorking } from '../faults/harness/disk-full.ts';
import { figure } from '../faults/harness/figures.ts';
import { mountSmallDisk, type SmallDisk } from '../faults/harness/full-disk.ts';
import { type MediaMill, startMediaMill } from '../faults/harness/media-mill.ts';

const MB = 1_000_000;
let disk: SmallDisk | null;
let mill: MediaMill | null = null;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'podpromo-rows-'));
  disk = await mountSmallDisk(64 * MB);
  if (!disk) return;
  // The database lies elsewhere: what is to be seen is what becomes of files.
  const variables = { MIN_FREE_DISK_GB: '0', DATABASE_URL: `file:${join(folder, 'podpromo.db')}` };
  mill = await startMediaMill(variables, disk.dir);
});
afterAll(async () => {
  await mill?.stop();
  await disk?.dispose();
  await rm(folder, { recursive: true, force: true });
});

function given(context: TestContext): { mill: MediaMill; disk: SmallDisk } {
  if (!mill || !disk) absent(context, 'the right to mount a small disk');
  return { mill, disk };
}

test('the disk fills up during an upload: 507, and it goes on at the committed byte', async (context) => {
  const { mill, disk } = given(context);
  const offset = await fillWhileUploading(mill, disk, 8 * MB);
  expect(offset).toBeGreaterThan(0);
  figure('disk full during an upload', `507 disk_full, went on at byte ${offset} of ${8 * MB}, same sha256`);
});

test('the disk is full when a job publishes: disk_full, nothing half there, done without a restart', async (context) => {
  const { mill, disk } = given(context);
  const tookMs = await fillWhileWorking(mill, disk);
  figure('disk full during a job', `disk_full, nothing half published, done ${tookMs} ms after there was room`);
});

import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { backupPaths, listSnapshots, snapshotName } from '#lib/server/backup/backup-folder.ts';

const DAY = 24 * 3_600_000;

test('a backup that was made while the clock was ahead counts as the oldest', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'podpromo-order-'));
  const now = Date.UTC(2026, 3, 1);
  const [ahead, old, last] = [now + 40 * DAY, now - 2 * DAY, now - DAY].map(snapshotName);
  try {
    for (const name of [ahead, old, last]) await mkdir(backupPaths.snapshot(dir, name ?? ''), { recursive: true });
    expect(await listSnapshots(dir, now)).toEqual([ahead, old, last]);
    expect(await listSnapshots(dir, now + 50 * DAY)).toEqual([old, last, ahead]);
  } finally {
    await rm(dir, { recursive: true });
  }
});

import { spawn } from 'node:child_process';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { holdersOf } from '#lib/server/open-files.ts';
import { absent } from '#tests/helpers/absent.ts';
import { waitFor } from '#tests/helpers/wait.ts';

test('who else has a file open is found, and we do not count', async (context) => {
  if (process.platform !== 'linux') absent(context, 'only Linux tells which files are open');
  const dir = await mkdtemp(join(tmpdir(), 'podpromo-open-'));
  const path = join(dir, 'a.db');
  const own = await open(path, 'w');
  const other = spawn('tail', ['-f', path], { stdio: 'ignore' });
  try {
    await waitFor(async () => (await holdersOf(path)).length > 0, { what: 'the other process' });
    expect(await holdersOf(path)).toEqual([other.pid]);
    expect(await holdersOf(join(dir, 'none.db'))).toEqual([]);
  } finally {
    other.kill('SIGKILL');
    await own.close();
    await rm(dir, { recursive: true });
  }
});

import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Env, readEnv } from '#lib/server/env.ts';
import { paths } from '#lib/server/paths.ts';
import { removeEngineLeftovers } from '#workers/engines/leftovers.ts';

const HOUR = 3_600_000;
let folder: string;
let env: Env;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'podpromo-leftovers-'));
  env = readEnv({ DATA_DIR: folder });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function place(root: string, name: string, hours: { folder: number; file: number }): Promise<void> {
  const path = join(root, name);
  await mkdir(path, { recursive: true });
  await writeFile(join(path, 'full.bin'), 'x');
  const set = (what: string, age: number) => utimes(what, new Date(), new Date(Date.now() - age * HOUR));
  await set(join(path, 'full.bin'), hours.file);
  await set(path, hours.folder);
}

test('what killed builds, downloads and imports left is removed after a day; everything else stays', async () => {
  const [models, engines] = [paths.modelsDir(env), paths.enginesDir(env)];
  const old = { folder: 30, file: 30 };
  await place(models, '.registry-abc123', old);
  await place(models, '.import-abc123', old);
  await place(models, '.registry-busy00', { folder: 30, file: 1 });
  await place(models, 'mine', old);
  await place(engines, 'pack-1.0-linux.partial-abc123', old);
  await place(engines, 'pack-1.0-linux.partial-young0', { folder: 1, file: 1 });
  await place(engines, 'pack-1.0-linux', old);
  expect(await removeEngineLeftovers(env)).toBe(3);
  expect((await readdir(models)).sort()).toEqual(['.registry-busy00', 'mine']);
  expect((await readdir(engines)).sort()).toEqual(['pack-1.0-linux', 'pack-1.0-linux.partial-young0']);
});

test('where nothing was ever built or fetched there is nothing to do', async () => {
  expect(await removeEngineLeftovers(env)).toBe(0);
});

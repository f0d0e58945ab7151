import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { absent } from '#tests/helpers/absent.ts';
import { startPostgres, type TestPostgres } from '#tests/helpers/postgres.ts';

const JOBS = 2000;
const PLACES = 4;
const ROUNDS = 5;
/** Of the slower of the others: the aim. */
const LEAST_RATIO = 1;
/** The newest that this bench was written with; they are not part of the project. */
const PEERS = { 'pg-boss': '12.35.0', 'graphile-worker': '0.18.0' } as const;
const NAMES = ['ours', 'pg-boss', 'graphile-worker'] as const;
type Name = (typeof NAMES)[number];
const resultSchema = z.object({ tookMs: z.number() });

let server: TestPostgres;
let folder: string;
let missing: string | null = null;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'podpromo-queue-bench-'));
  await writeFile(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies: PEERS }));
  const install = ['install', '--no-audit', '--no-fund', '--ignore-scripts'];
  const installed = await execa('npm', install, { cwd: folder, reject: false, timeout: 300_000 });
  if (installed.exitCode !== 0) missing = 'the other queues could not be installed';
  server = await startPostgres();
});
afterAll(async () => {
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
});

/**
 * Empty jobs, one after the other in each of four places, each ended durably before the next: what the queue itself
 * costs. The same server with the same settings for all, a database of its own for each run, in turns.
 */
test('empty jobs a second, beside other queues', async (context) => {
  if (missing !== null) absent(context, missing);
  const rates = new Map<Name, number[]>(NAMES.map((name) => [name, []]));
  for (let round = 0; round < ROUNDS; round += 1) {
    const order = NAMES.map((_, index) => NAMES[(index + round) % NAMES.length] ?? 'ours');
    for (const name of order) rates.get(name)?.push(JOBS / ((await run(name)) / 1000));
  }
  const rate = (name: Name) => median(rates.get(name) ?? []);
  const told = NAMES.map((name) => `${name} ${Math.round(rate(name))}/s`).join(', ');
  const ratios = NAMES.slice(1).map((name) => `${(rate('ours') / rate(name)).toFixed(2)} of ${name}`);
  process.stdout.write(`${told}; ours is ${ratios.join(', ')}; load ${loadavg()[0]?.toFixed(1)}\n`);
  expect(rate('ours') / Math.min(rate('pg-boss'), rate('graphile-worker'))).toBeGreaterThan(LEAST_RATIO);
});

async function run(name: Name): Promise<number> {
  const url = await server.createDatabase();
  const args =
    name === 'ours'
      ? [join(import.meta.dirname, 'queue-ours.ts'), url]
      : [join(import.meta.dirname, 'queue-peer.mjs'), name, folder, url];
  const { stdout } = await execa(process.execPath, [...args, String(JOBS), String(PLACES)], { timeout: 300_000 });
  return resultSchema.parse(JSON.parse(stdout.trim().split('\n').at(-1) ?? '')).tookMs;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

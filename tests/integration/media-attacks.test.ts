import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { resolveFfmpeg } from '#lib/server/media/ffmpeg.ts';
import { runChild } from '#lib/server/media/run-child.ts';
import { sandboxState } from '#lib/server/media/sandbox/confine.ts';
import { sniffMedia } from '#lib/server/media/sniff.ts';
import { userInput } from '#lib/server/media/user-input.ts';
import { absent } from '#tests/helpers/absent.ts';
import { type AttackFile, makeAttackFiles, SECRET } from '../faults/harness/attack-files.ts';
import { grindAll, type MediaMill, startMediaMill } from '../faults/harness/media-mill.ts';

const MOST_MS = 15_000;

let folder: string;
let mill: MediaMill;
let files: AttackFile[];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'podpromo-attacks-'));
  mill = await startMediaMill();
  files = await makeAttackFiles(mill.env, folder);
});
afterAll(async () => {
  await mill?.stop();
  await rm(folder, { recursive: true, force: true });
});

test('each has its code within seconds, and no output holds a byte of the secret', async () => {
  const before = await readdir(folder);
  const ground = await grindAll(
    mill,
    files.length,
    (at) => files[at] ?? { name: '', what: '', bytes: Buffer.alloc(0) },
  );
  const codes = ground.map(({ what, code }) => `${what}: ${code}`);
  expect(codes).toEqual(files.map(({ what, expected }) => `${what}: ${expected}`));
  expect(Math.max(...ground.map(({ tookMs }) => tookMs))).toBeLessThan(MOST_MS);
  expect(mill.worker.exited()).toBe(false);
  expect(await mill.leftovers()).toEqual([]);
  // What was uploaded is kept as it came; everything that was made of it is ours.
  for (const path of await filesIn(mill.env.dataDir)) {
    if (!/\/source\.[^/]+$/.test(path)) expect((await readFile(path)).includes(SECRET), path).toBe(false);
  }
  expect(mill.logs()).not.toContain(SECRET);
  // Nothing was made beside, by a name or by an attachment.
  expect(await readdir(folder)).toEqual(before);
  const made = [...(await filesIn(join(mill.env.dataDir, '..'))), ...(await readdir('.'))];
  expect(made.filter((path) => /(^|\/)made/.test(path))).toEqual([]);
});

test('ffmpeg opens no second file for any of them, by its guards alone', async () => {
  const { ffmpeg } = await resolveFfmpeg(mill.env);
  const distinct = files.filter(({ what }) => !what.startsWith('the name') && !what.endsWith('behind a tag'));
  for (const [at, { what, bytes }] of distinct.entries()) {
    const path = join(folder, `${at}.media`);
    await writeFile(path, bytes);
    const format = sniffMedia(bytes)?.format ?? 'mp3';
    const args = [
      '-nostdin',
      '-v',
      'debug',
      ...userInput(path, format),
      '-map',
      '0',
      '-c',
      'copy',
      '-f',
      'data',
      'pipe:1',
    ];
    const { stdout, stderr } = await execa(ffmpeg, args, { reject: false, encoding: 'buffer', timeout: 20_000 });
    const said = Buffer.from(stderr).toString('latin1');
    expect(said, what).not.toMatch(/Opening '[^']*secret/);
    if (!bytes.includes(SECRET)) expect(Buffer.from(stdout).includes(SECRET), what).toBe(false);
  }
});

test('without its guards, a list of files gives the secret away; closed in, it does not', async (context) => {
  const { isolation, reason } = await sandboxState();
  if (!isolation) absent(context, `bubblewrap (${reason})`);
  const { ffmpeg } = await resolveFfmpeg(mill.env);
  const list = join(folder, 'list.mp3');
  await writeFile(list, `ffconcat version 1.0\nfile '${join(folder, 'secret.wav')}'\n`);
  const listen = async () => {
    let bytes = 0;
    await runChild({
      file: ffmpeg,
      args: ['-nostdin', '-v', 'error', '-f', 'concat', '-safe', '0', '-i', list, '-f', 's16le', 'pipe:1'],
      confinement: { kind: 'media', reads: [list] },
      signal: new AbortController().signal,
      timeoutMs: 30_000,
      onStdout: (chunk) => {
        bytes += chunk.length;
      },
    });
    return bytes;
  };
  expect(await listen()).toBe(0);
  process.env.SANDBOX = 'off';
  expect(await listen().finally(() => delete process.env.SANDBOX)).toBeGreaterThan(100_000);
});

async function filesIn(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, type TestContext, test } from 'vitest';
import { runChild } from '#lib/server/media/run-child.ts';
import { sandboxState } from '#lib/server/media/sandbox/confine.ts';
import type { Confinement } from '#lib/server/media/sandbox/confinement.ts';
import { forgetSandboxTools } from '#lib/server/media/sandbox/machine.ts';
import { absent } from '#tests/helpers/absent.ts';
import { waitFor } from '#tests/helpers/wait.ts';

const SECRET = 'the secret of this installation';
let folder: string;
let input: string;
let output: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'podpromo-sandbox-'));
  input = join(folder, 'uploads', 'source.mp3');
  output = join(folder, 'work');
  await mkdir(join(folder, 'uploads'));
  await mkdir(output);
  await writeFile(input, 'a source');
  await writeFile(join(folder, 'uploads', 'other.mp3'), SECRET);
  await writeFile(join(folder, 'podpromo.db'), SECRET);
});
afterAll(async () => {
  delete process.env.SANDBOX;
  await rm(folder, { recursive: true, force: true });
});

async function requireIsolation(context: TestContext): Promise<void> {
  const { isolation, reason } = await sandboxState();
  if (!isolation) absent(context, `bubblewrap (${reason})`);
}

async function requireLimits(context: TestContext): Promise<void> {
  const { limits, reason } = await sandboxState();
  if (!limits) absent(context, `prlimit (${reason})`);
}

async function inChild(program: string, confinement: Confinement, cwd?: string) {
  const chunks: Buffer[] = [];
  const { exitCode, stderrTail } = await runChild({
    file: process.execPath,
    args: ['--input-type=module', '-e', program],
    confinement,
    cwd,
    signal: new AbortController().signal,
    timeoutMs: 30_000,
    onStdout: (chunk) => chunks.push(chunk),
  });
  return { exitCode, stderrTail, stdout: Buffer.concat(chunks).toString('utf8') };
}

const tryTo = (expression: string) =>
  `try { console.log(${expression}) } catch (error) { console.log(error.code ?? error.cause?.code ?? error) }`;
const FS = `import fs from 'node:fs';`;
const read = (path: string) => `${FS}${tryTo(`fs.readFileSync(${JSON.stringify(path)}, 'utf8')`)}`;

test('a child reads its input and nothing else of the data folder', async (context) => {
  await requireIsolation(context);
  const confinement = { kind: 'media', reads: [input], writes: [output] } as const;
  expect((await inChild(read(input), confinement)).stdout).toBe('a source\n');
  const others = [join(folder, 'podpromo.db'), join(folder, 'uploads', 'other.mp3'), '/etc/passwd', '/etc/hostname'];
  for (const path of others) expect((await inChild(read(path), confinement)).stdout).toBe('ENOENT\n');
});

test('it writes into its folder and nowhere else', async (context) => {
  await requireIsolation(context);
  const confinement = { kind: 'media', reads: [input] } as const;
  const write = (path: string) => `${FS}${tryTo(`fs.writeFileSync(${JSON.stringify(path)}, 'made')`)}`;
  expect((await inChild(write('made.txt'), confinement, output)).stdout).toBe('undefined\n');
  expect(await readFile(join(output, 'made.txt'), 'utf8')).toBe('made');
  for (const path of [input, '/usr/made.txt', '/made.txt']) {
    expect((await inChild(write(path), confinement, output)).stdout).toMatch(/^(EROFS|EACCES|EPERM)\n$/);
  }
  // The folder above is one of its own, in a /tmp of its own.
  await inChild(write(join(folder, 'made.txt')), confinement, output);
  expect(await readdir(folder)).not.toContain('made.txt');
  expect(await readFile(input, 'utf8')).toBe('a source');
});

test('it has no network, sees no other process and none of our variables', async (context) => {
  await requireIsolation(context);
  process.env.DATABASE_URL_OF_TEST = SECRET;
  const program = `${FS}
    import net from 'node:os';
    console.log(Object.values(net.networkInterfaces()).flat().every((each) => each.internal));
    const processes = fs.readdirSync('/proc').filter((name) => /^[0-9]+$/.test(name));
    console.log(processes.length < 5);
    console.log(processes.map((pid) => fs.readFileSync('/proc/' + pid + '/environ', 'utf8')).join().includes('OF_TEST'));`;
  const { stdout } = await inChild(program, { kind: 'media' });
  delete process.env.DATABASE_URL_OF_TEST;
  expect(stdout).toBe('true\ntrue\nfalse\n');
});

test('memory, file size, open files and core dumps have limits', async (context) => {
  await requireLimits(context);
  const { stdout } = await inChild(read('/proc/self/limits'), { kind: 'media' });
  const soft = (name: string) => new RegExp(`^${name}\\s+(\\S+)`, 'm').exec(stdout)?.[1];
  expect(soft('Max core file size')).toBe('0');
  expect(soft('Max open files')).toBe('256');
  expect(Number(soft('Max file size'))).toBe(64 * 1024 ** 3);
  expect(Number(soft('Max data size'))).toBeGreaterThan(4 * 1024 ** 3);
  expect(Number(soft('Max cpu time'))).toBeGreaterThanOrEqual(90);
});

test('a child that looks and does not write cannot write', async (context) => {
  await requireLimits(context);
  const program = `${FS}${tryTo(`fs.writeFileSync('${output}/large', 'bytes')`)}`;
  const { exitCode, stdout } = await inChild(program, { kind: 'probe', writes: [output] });
  expect(exitCode === null || /EFBIG/.test(stdout)).toBe(true);
});

test('one that is ended by a signal is told from one that fails, closed in or not', async () => {
  for (const mode of ['auto', 'off']) {
    process.env.SANDBOX = mode;
    expect((await inChild(`process.kill(process.pid, 'SIGKILL')`, { kind: 'media' })).exitCode).toBeNull();
    expect((await inChild('process.exit(3)', { kind: 'media' })).exitCode).toBe(3);
  }
  delete process.env.SANDBOX;
});

test('a program that is not there is told as without the sandbox', async () => {
  const child = runChild({
    ...{
      file: join(folder, 'no-such-program'),
      args: [],
      confinement: { kind: 'speech' },
      missingCode: 'engine_missing',
    },
    ...{ signal: new AbortController().signal, timeoutMs: 5000, onStdout: () => undefined },
  });
  await expect(child).rejects.toMatchObject({ code: 'engine_missing' });
});

test('SANDBOX=off leaves children as they are, and anything else than auto and off is refused', async () => {
  process.env.SANDBOX = 'off';
  expect(await sandboxState()).toMatchObject({ mode: 'off', limits: false, isolation: false });
  expect((await inChild(read(join(folder, 'podpromo.db')), { kind: 'media' })).stdout).toBe(`${SECRET}\n`);
  process.env.SANDBOX = 'perhaps';
  await expect(sandboxState()).rejects.toThrow('SANDBOX must be auto or off');
  delete process.env.SANDBOX;
});

test('bubblewrap that is there and not allowed to work is told, and children run with limits alone', async () => {
  const bin = join(folder, 'bin');
  await mkdir(bin);
  const refusal = 'bwrap: No permissions to create new namespace';
  await writeFile(join(bin, 'bwrap'), `#!/bin/sh\necho '${refusal}' >&2\nexit 1\n`, { mode: 0o755 });
  const path = process.env.PATH;
  process.env.PATH = `${bin}:${path}`;
  forgetSandboxTools();
  try {
    expect(await sandboxState()).toMatchObject({ isolation: false, reason: expect.stringContaining(refusal) });
    expect((await inChild(read(join(folder, 'podpromo.db')), { kind: 'media' })).stdout).toBe(`${SECRET}\n`);
  } finally {
    process.env.PATH = path;
    forgetSandboxTools();
  }
});

test('where we are killed with SIGKILL, no child is left', async (context) => {
  await requireIsolation(context);
  const parent = fork(join(import.meta.dirname, '..', 'helpers', 'sandboxed-sleeper.ts'), [output], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const pidFile = join(output, 'beating');
  await waitFor(async () => (await readFile(pidFile, 'utf8').catch(() => '')) !== '', { what: 'the child' });
  parent.kill('SIGKILL');
  await once(parent, 'exit');
  // It writes ten times a second: what does not change any more is no longer there.
  await waitFor(
    async () => {
      const before = await readFile(pidFile, 'utf8');
      await new Promise((resolve) => setTimeout(resolve, 400));
      return before === (await readFile(pidFile, 'utf8'));
    },
    { timeoutMs: 5000, what: 'the end of the child' },
  );
});

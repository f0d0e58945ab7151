import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { projectRoot } from '#scripts/supervisor/commands.ts';
import { freePort } from '#scripts/supervisor/port.ts';
import { waitFor } from '#tests/helpers/wait.ts';

interface Running {
  readonly child: ChildProcess;
  readonly stdout: () => string;
  readonly stderr: () => string;
  readonly ended: Promise<number | NodeJS.Signals | null>;
}

let dataDir = '';
let port = 0;
let started: Running[] = [];

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'podpromo-start-'));
  port = await freePort();
  started = [];
});

afterEach(async () => {
  for (const { child, ended } of started) {
    child.kill('SIGTERM');
    await ended;
  }
  await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
});

describe('npm start', () => {
  it('serves the page, brings a killed web server and worker back, and leaves nothing behind after SIGTERM', async () => {
    const studio = start();
    await isReady(studio);
    expect(studio.stdout()).toBe(`PodPromo is ready at http://localhost:${port}\n`);
    const [web, worker] = await pids(studio, 1);
    process.kill(web, 'SIGKILL');
    process.kill(worker, 'SIGKILL');
    const [secondWeb, secondWorker] = await pids(studio, 2);
    await waitFor(async () => (await status()) === 200, { timeoutMs: 30_000, what: 'the page' });

    studio.child.kill('SIGTERM');
    await waitFor(() => studio.child.exitCode !== null, { timeoutMs: 30_000, what: 'the end after SIGTERM' });
    expect(await studio.ended).toBe(0);
    expect([web, worker, secondWeb, secondWorker].filter(isAlive)).toEqual([]);
    expect(await status()).toBeNull();
  });

  it('says so where it runs already, and leaves the first one alone', async () => {
    await isReady(start());
    const second = start();
    expect(await second.ended).toBe(1);
    expect(second.stderr()).toContain(`PodPromo is running already at http://localhost:${port}`);
    expect(await status()).toBe(200);
  });

  it('takes web and worker with it when it is killed', async () => {
    const studio = start();
    await isReady(studio);
    const children = await pids(studio, 1);
    studio.child.kill('SIGKILL');
    await studio.ended;
    await waitFor(() => !children.some(isAlive), { timeoutMs: 26_000, what: 'the end of web and worker' });
  });

  it.each([
    ['PORT', 'many', /PORT must be a whole number/, 2],
    ['UPLOAD_DIR', '/dev/null/uploads', /UPLOAD_DIR: cannot make the folder/, 2],
    ['DATABASE_URL', 'postgres://127.0.0.1:1/none', /DATABASE_URL: the database cannot be used/, 1],
  ])('names %s where it cannot be used', async (name, value, sentence, code) => {
    const studio = start({ [name]: value });
    expect(await studio.ended).toBe(code);
    expect(studio.stderr()).toMatch(sentence);
    expect(studio.stderr()).not.toMatch(/\n\s+at /);
  });
});

function start(env: Record<string, string> = {}): Running {
  const { NODE_OPTIONS: _, ...inherited } = process.env;
  const child = spawn(process.execPath, [join(projectRoot, 'scripts', 'start.mjs')], {
    cwd: projectRoot,
    env: { ...inherited, DATA_DIR: dataDir, PORT: String(port), NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output.stderr += text;
  });
  // 'exit' and not 'close': what it started may hold its stderr for a moment longer.
  const ended = new Promise<number | NodeJS.Signals | null>((resolve) => {
    child.once('exit', (code, signal) => resolve(code ?? signal));
  });
  const running = { child, stdout: () => output.stdout, stderr: () => output.stderr, ended };
  started.push(running);
  return running;
}

async function isReady(studio: Running): Promise<void> {
  await waitFor(() => studio.stdout().includes('ready') || studio.child.exitCode !== null, {
    timeoutMs: 60_000,
    what: 'the line that says where the page is',
  });
  if (studio.child.exitCode !== null) throw new Error(studio.stderr());
}

/** Process numbers of the nth start of web and worker. */
async function pids(studio: Running, nth: number): Promise<[number, number]> {
  const find = (name: string) =>
    [...studio.stderr().matchAll(new RegExp(`${name} started \\(process (\\d+)\\)`, 'g'))][nth - 1]?.[1];
  const found = await waitFor(
    () => {
      const [web, worker] = [find('web'), find('worker')];
      return web && worker ? ([Number(web), Number(worker)] as [number, number]) : null;
    },
    { timeoutMs: 30_000, what: `start ${nth} of web and worker` },
  );
  if (!found) throw new Error('not started');
  return found;
}

async function status(): Promise<number | null> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/`, { signal: AbortSignal.timeout(5_000) });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return null; // nobody answers
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

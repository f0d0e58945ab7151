import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { projectRoot } from '#scripts/supervisor/commands.ts';
import { waitFor } from '#tests/helpers/wait.ts';

/** Stands in for npm: notes how it was called, then does as the variable FAKE says. */
const NPM = `
import { appendFileSync, mkdirSync, symlinkSync, existsSync, writeFileSync } from 'node:fs';
appendFileSync('npm.log', JSON.stringify({ args: process.argv.slice(2), env: process.env }) + '\\n');
if (process.env.FAKE === 'fails') process.exit(7);
if (process.env.FAKE === 'hangs') await new Promise((resolve) => setTimeout(resolve, 600_000));
mkdirSync('node_modules/.bin', { recursive: true });
if (!existsSync('node_modules/.bin/node')) symlinkSync(process.execPath, 'node_modules/.bin/node');
writeFileSync('package-lock.json', 'changed by npm');
process.stdout.write('npm speaks on stdout');
`;
/** Stands in for next build. */
const NEXT = `
import { mkdirSync, writeFileSync, appendFileSync } from 'node:fs';
appendFileSync('next.log', process.argv[2] + '\\n');
mkdirSync('.next/static', { recursive: true });
writeFileSync('.next/static/page.js', 'page');
if (process.env.FAKE === 'fails') process.exit(1);
mkdirSync('.next/standalone', { recursive: true });
writeFileSync('.next/standalone/server.js', 'server');
writeFileSync('.next/standalone/.env', 'OLD=1');
`;

let folder = '';
const at = (...parts: string[]) => join(folder, ...parts);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'podpromo-bootstrap-'));
  await cp(join(projectRoot, 'scripts', 'bootstrap'), at('scripts', 'bootstrap'), { recursive: true });
  await cp(join(projectRoot, 'scripts', 'bootstrap.mjs'), at('scripts', 'bootstrap.mjs'));
  await mkdir(at('app'));
  await mkdir(at('public'));
  await writeFile(at('app', 'page.tsx'), 'one');
  await writeFile(at('public', 'icon.svg'), '<svg/>');
  await writeFile(at('package.json'), '{ "type": "module" }');
  await writeFile(at('package-lock.json'), 'as committed');
  await writeFile(at('npm-cli.mjs'), NPM);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('the bootstrap', () => {
  it('installs once, says nothing on stdout, and again when the lock file changes', async () => {
    expect(await bootstrap('cli')).toMatchObject({ exitCode: 0, stdout: '' });
    expect(await calls()).toEqual(['install', 'rebuild']);
    expect(await bootstrap('cli')).toMatchObject({ exitCode: 0, stdout: '', stderr: '' });
    expect(await calls()).toHaveLength(2);
    await writeFile(at('package-lock.json'), 'another version');
    await bootstrap('cli');
    expect(await calls()).toHaveLength(4);
  });

  it('puts the lock file back as it was committed', async () => {
    await bootstrap('cli');
    expect(await readFile(at('package-lock.json'), 'utf8')).toBe('as committed');
  });

  it('keeps from npm what would change what it does, and not where the registry is', async () => {
    const env = { NODE_ENV: 'production', NODE_OPTIONS: '--no-warnings', npm_config_omit: 'dev' };
    await bootstrap('cli', { ...env, npm_config_registry: 'https://registry.example' });
    const [first] = await log();
    expect(first?.env).toMatchObject({ npm_config_registry: 'https://registry.example' });
    for (const name of Object.keys(env)) expect(first?.env).not.toHaveProperty(name);
  });

  it('says so where the installation fails, and tries again next time', async () => {
    const failed = await bootstrap('cli', { FAKE: 'fails' });
    expect(failed).toMatchObject({ exitCode: 1, stdout: '' });
    expect(failed.stderr).toContain('Installing the packages failed');
    expect(failed.stderr).not.toMatch(/\n\s+at /);
    expect(await bootstrap('cli')).toMatchObject({ exitCode: 0 });
  });

  it('lets one of several work that are started at once', async () => {
    const ends = await Promise.all([bootstrap('cli'), bootstrap('cli'), bootstrap('cli')]);
    expect(ends.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0]);
    expect(await calls()).toHaveLength(2);
    expect(existsSync(at('.bootstrap.lock'))).toBe(false);
  });

  it('does not wait for one that was killed', async () => {
    await writeFile(at('.bootstrap.lock'), '4194305'); // past the highest number of a process
    expect(await bootstrap('cli')).toMatchObject({ exitCode: 0 });
  });

  it('ends with npm when it is told to end, and leaves no lock', async () => {
    const running = start('cli', { FAKE: 'hangs' });
    await waitFor(() => existsSync(at('npm.log')), { what: 'npm' });
    running.kill('SIGTERM');
    expect(await running).toMatchObject({ exitCode: 143 });
    expect(existsSync(at('.bootstrap.lock'))).toBe(false);
  });

  it('refuses a mode that it does not know', async () => {
    expect(await bootstrap('sing')).toMatchObject({ exitCode: 2 });
  });
});

describe('the bootstrap of npm start', () => {
  beforeEach(async () => {
    await mkdir(at('node_modules', 'next', 'dist', 'bin'), { recursive: true });
    await writeFile(at('node_modules', 'next', 'dist', 'bin', 'next'), NEXT);
    await writeFile(at('node_modules', 'next', 'package.json'), '{ "type": "module" }');
  });

  it('builds once, completes the standalone folder, and builds again when a source changes', async () => {
    await symlink('icon.svg', at('public', 'link.svg'));
    expect(await bootstrap('start')).toMatchObject({ exitCode: 0, stdout: '' });
    expect(await readFile(at('.next', 'standalone', '.next', 'static', 'page.js'), 'utf8')).toBe('page');
    expect(await readFile(at('.next', 'standalone', 'public', 'link.svg'), 'utf8')).toBe('<svg/>');
    expect(existsSync(at('.next', 'standalone', '.env'))).toBe(false);
    expect(await bootstrap('start')).toMatchObject({ exitCode: 0, stderr: '' });
    expect(await builds()).toBe(1);
    await writeFile(at('app', 'page.tsx'), 'two');
    await bootstrap('start');
    expect(await builds()).toBe(2);
  });

  it('leaves nothing of a build that failed, nor touches what npm run dev has made', async () => {
    await mkdir(at('.next', 'dev'), { recursive: true });
    await bootstrap('cli');
    const failed = await bootstrap('start', { FAKE: 'fails' });
    expect(failed).toMatchObject({ exitCode: 1 });
    expect(failed.stderr).toContain('Building the pages failed');
    expect(existsSync(at('.next', 'static'))).toBe(false);
    expect(existsSync(at('.next', 'dev'))).toBe(true);
    expect(await bootstrap('start')).toMatchObject({ exitCode: 0 });
  });

  it('does not build for other commands', async () => {
    await bootstrap('dev');
    expect(existsSync(at('next.log'))).toBe(false);
  });
});

function start(mode: string, env: Record<string, string> = {}) {
  return execa(process.execPath, [at('scripts', 'bootstrap.mjs'), mode], {
    env: { npm_execpath: at('npm-cli.mjs'), ...env },
    reject: false,
  });
}

async function bootstrap(mode: string, env?: Record<string, string>) {
  const { exitCode, stdout, stderr } = await start(mode, env);
  return { exitCode, stdout, stderr };
}

async function log(): Promise<{ args: string[]; env: Record<string, string> }[]> {
  const text = await readFile(at('npm.log'), 'utf8');
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

async function calls(): Promise<(string | undefined)[]> {
  return (await log()).map(({ args }) => args[0]);
}

async function builds(): Promise<number> {
  return (await readFile(at('next.log'), 'utf8')).trim().split('\n').length;
}

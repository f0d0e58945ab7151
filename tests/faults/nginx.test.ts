import { execFile } from 'node:child_process';
import { access, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '#scripts/supervisor/port.ts';
import { absent } from '#tests/helpers/absent.ts';
import { uploadThroughKills } from '#tests/helpers/kill-during-uploads.ts';
import { type ManagedProcess, spawnManaged } from '#tests/helpers/managed-process.ts';
import { type Studio, startStudio } from '#tests/helpers/studio.ts';
import { waitFor } from '#tests/helpers/wait.ts';
import { figure } from './harness/figures.ts';

/** FAULT_NGINX_MB=50 for a short form. */
const sizeMb = Number(process.env.FAULT_NGINX_MB ?? 500);
const MB = 1_000_000;
const deploy = join(import.meta.dirname, '..', '..', 'deploy');
const run = promisify(execFile);

let nginx: string | null = null;
let folder: string;
let studio: Studio;
let proxy: ManagedProcess | null = null;
let url: string;

beforeAll(async () => {
  nginx = await findNginx();
  if (nginx === null) return;
  folder = await mkdtemp(join(tmpdir(), 'podpromo-nginx-'));
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  studio = await startStudio();
  await writeFile(join(folder, 'nginx.conf'), await configuration(port, new URL(studio.url).host));
  await startProxy();
});
afterAll(async () => {
  await proxy?.end('SIGKILL', 5000);
  await studio?.stop();
  if (folder) await rm(folder, { recursive: true, force: true });
});

test(`${sizeMb} MB through our nginx example, which is killed once, as is the web server: equal`, async (context) => {
  if (nginx === null) absent(context, 'nginx is not installed here');
  let kills = 0;
  // In turns: the first kill is the proxy's.
  const behind: Studio = {
    ...studio,
    url,
    async killWeb(signal) {
      kills += 1;
      if (kills % 2 === 1) await proxy?.end(signal, 5000);
      else await studio.killWeb(signal);
    },
    startWeb: () => (kills % 2 === 1 ? startProxy() : studio.startWeb()),
  };
  const given = { name: 'proxied.wav', sizeBytes: sizeMb * MB, kills: 2, seed: 7, timeoutMs: 900_000 };
  const { milliseconds, peakMb } = await uploadThroughKills(behind, given);
  expect(kills).toBe(2);
  const seconds = Math.round(milliseconds / 1000);
  figure(
    `${sizeMb} MB through nginx, proxy and web killed once`,
    `equal after ${seconds} s; web ${Math.round(Math.max(...peakMb))} MB`,
  );
});

test('pages and API answer through it, and what is the host’s stays here', async (context) => {
  if (nginx === null) absent(context, 'nginx is not installed here');
  expect((await fetch(`${url}/`)).status).toBe(200);
  const change = await fetch(`${url}/api/errors/seen`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: '{}',
  });
  expect(change.status).toBe(200);
  expect(change.headers.get('x-request-id')).toMatch(/^[0-9a-f]{32}$/);
  expect((await fetch(`${url}/metrics`)).status).toBe(200);
});

async function findNginx(): Promise<string | null> {
  for (const path of ['/usr/sbin/nginx', '/usr/local/sbin/nginx', '/opt/homebrew/bin/nginx']) {
    if (
      await access(path).then(
        () => true,
        () => false,
      )
    )
      return path;
  }
  return null;
}

/** The example as it is, but for addresses, in the smallest frame that nginx takes. */
async function configuration(port: number, upstream: string): Promise<string> {
  const example = (await readFile(join(deploy, 'nginx/podpromo.conf'), 'utf8'))
    .replace('listen 80;', `listen 127.0.0.1:${port};`)
    .replaceAll('127.0.0.1:3000', upstream);
  expect(example).toContain('proxy_request_buffering off');
  const places = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${folder}/${name};`,
  );
  return `daemon off; master_process off; pid ${folder}/nginx.pid; error_log stderr warn;
events { worker_connections 256; }
http { access_log off; ${places.join(' ')}
${example}}
`;
}

async function startProxy(): Promise<void> {
  const args = ['-p', folder, '-c', join(folder, 'nginx.conf')];
  await run(nginx ?? '', ['-t', ...args]);
  proxy = spawnManaged({ name: 'web', file: nginx ?? '', args, cwd: folder, env: { NODE_ENV: 'production' } }, []);
  await waitFor(
    () =>
      fetch(`${url}/health`).then(
        ({ ok }) => ok,
        () => false,
      ),
    { timeoutMs: 20_000, what: 'nginx' },
  );
}

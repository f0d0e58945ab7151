import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { VARIABLES } from '#lib/server/env.ts';
import { projectRoot } from '#scripts/supervisor/commands.ts';

const read = (name: string) => readFile(join(projectRoot, name), 'utf8');

/** One line each, continued ones joined, without comments. */
function instructions(text: string): string[] {
  const joined = text.replace(/^#.*\n/gm, '').replace(/\\\n\s*/g, '');
  return joined.split('\n').filter((line) => line.trim() !== '');
}

test('the Dockerfile keeps to the rules of good images', async () => {
  const lines = instructions(await read('Dockerfile'));
  const of = (name: string) => lines.filter((line) => line.startsWith(`${name} `));
  for (const from of of('FROM')) expect(from).toMatch(/^FROM [\w/.-]+:(?!latest)[\w.-]+( AS \w+)?$/);
  expect(of('FROM')).toHaveLength(2);
  const final = lines.slice(lines.lastIndexOf(of('FROM').at(-1) ?? ''));
  // Not root, and nothing after it that needs root.
  const user = final.findIndex((line) => line.startsWith('USER '));
  expect(final[user]).toBe('USER node');
  expect(final.slice(user).filter((line) => /^(RUN|COPY|ADD) /.test(line))).toEqual([]);
  expect(of('ADD')).toEqual([]);
  for (const install of of('RUN').filter((line) => line.includes('apt-get install'))) {
    expect(install).toContain('apt-get update');
    expect(install).toContain('--no-install-recommends');
    expect(install).toContain('rm -rf /var/lib/apt/lists');
  }
  for (const name of ['ENTRYPOINT', 'CMD'])
    expect(of(name).map((line) => line.slice(name.length + 1, name.length + 2))).toEqual(['[']);
  expect(of('ENTRYPOINT')).toEqual(['ENTRYPOINT ["tini", "--"]']);
  expect(of('HEALTHCHECK').join()).toMatch(/--interval=.*--timeout=.*\/health/);
  for (const dir of of('WORKDIR')) expect(dir).toMatch(/^WORKDIR \//);
  expect(lines.join('\n')).not.toMatch(/PASSWORD|TOKEN|SECRET/i);
});

test('the container writes only into its volume and /tmp', async () => {
  const dockerfile = await read('Dockerfile');
  expect(dockerfile).toMatch(/ENV .*\bDATA_DIR=\/data\b/);
  expect(dockerfile).toMatch(/ENV .*\bHOME=\/data\b/);
  expect(dockerfile).toContain('VOLUME /data');
  const compose = await read('compose.yaml');
  expect(compose).toContain('read_only: true');
  expect(compose).toContain('tmpfs: [/tmp]');
  expect(compose).toContain('volumes: ["podpromo:/data"]');
  expect(compose).toContain('cap_drop: [ALL]');
  expect(compose).toContain('no-new-privileges:true');
  // Longer than the supervisor needs to end everything.
  expect(Number(/stop_grace_period: (\d+)s/.exec(compose)?.[1])).toBeGreaterThan(30);
  // Reached from this machine alone, inside always at the same port.
  expect(compose).toMatch(/ports: \["127\.0\.0\.1:\$\{PORT:-3000\}:3000"\]/);
  expect(compose).toContain('PORT: "3000"');
});

test('compose files set what there is', async () => {
  const text = (await read('compose.yaml')) + (await read('compose.postgres.yaml'));
  const given = [...text.matchAll(/^ {6}([A-Z_]+):/gm)].map(([, name = '']) => name);
  expect(given.length).toBeGreaterThan(10);
  const unknown = given.filter((name) => !VARIABLES.includes(name) && !name.startsWith('POSTGRES_'));
  expect(unknown).toEqual([]);
  // No way to a database that anybody can open.
  for (const [, otherwise] of text.matchAll(/\$\{POSTGRES_PASSWORD(.*?)\}/g)) expect(otherwise).toMatch(/^:\?/);
});

test('the systemd unit ends, restarts and closes in as the rest expects', async () => {
  const unit = await read('deploy/systemd/podpromo.service');
  expect(Number(/^TimeoutStopSec=(\d+)$/m.exec(unit)?.[1])).toBeGreaterThan(30);
  for (const line of [
    'Restart=always',
    'KillMode=mixed',
    'NoNewPrivileges=yes',
    'ProtectSystem=strict',
    'User=podpromo',
  ]) {
    expect(unit.split('\n')).toContain(line);
  }
});

test.each(['deploy/nginx/podpromo.conf', 'deploy/caddy/Caddyfile'])(
  '%s passes bodies on and keeps the host’s numbers here',
  async (name) => {
    const text = await read(name);
    expect(text).toMatch(/proxy_request_buffering off;|flush_interval -1/);
    for (const path of ['metrics', 'queue/stats', 'storage/stats']) expect(text).toContain(path);
  },
);

test('CI runs what is run here', async () => {
  expect(await read('.github/workflows/ci.yml')).toContain('run: .ci/run');
});

import { spawn } from 'node:child_process';
import { chmod, chown, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import pg from 'pg';
import { waitFor } from '../wait.ts';
import type { PostgresCandidate } from './binaries.ts';

export interface PostgresServer {
  urlOf(database: string): string;
  /** Ends the server as `pg_ctl stop` does; its data and its port stay for `up`. */
  down(): Promise<void>;
  up(): Promise<void>;
  stop(): Promise<void>;
}

interface User {
  readonly uid?: number;
  readonly gid?: number;
}

const START_TIMEOUT_MS = 30_000;
/** A test's data may be lost with the machine: no syncs, which makes it several times as fast. */
const SETTINGS = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '120',
  shared_buffers: '32MB',
  dynamic_shared_memory_type: 'mmap',
};
/** Its stdin ends when the test process does, however that happens; then the server goes too, with its files. */
const GUARD = `
dir=$1; shift
"$@" & server=$!
while read -r word; do
  if [ "$word" = down ]; then kill -INT $server; wait $server; else "$@" & server=$!; fi
done
kill -INT $server; wait $server; cd /; rm -rf "$dir"`;

/** Makes a database cluster in a private folder and serves it at a random port of this machine. */
export async function startServer(candidate: PostgresCandidate): Promise<PostgresServer> {
  const user = await serverUser();
  const dir = await mkdtemp(join(tmpdir(), 'podpromo-postgres-'));
  try {
    await chmod(dir, 0o755);
    const bin = await candidate.binDir(dir);
    const { uid = -1, gid = -1 } = user;
    if (uid !== -1) await chown(dir, uid, gid);
    const data = join(dir, 'data');
    const options = ['-U', 'podpromo', '--auth=trust', '-E', 'UTF8', '--locale=C', '--no-sync'];
    await execa(join(bin, 'initdb'), [...options, '-D', data], { ...user, cwd: dir, timeout: START_TIMEOUT_MS });
    const port = await freePort();
    const settings = Object.entries({ ...SETTINGS, port: String(port) }).flatMap(([key, value]) => [
      '-c',
      `${key}=${value}`,
    ]);
    const guarded = spawn('sh', ['-c', GUARD, 'sh', dir, join(bin, 'postgres'), '-D', data, ...settings], {
      ...user,
      cwd: dir,
      stdio: ['pipe', 'ignore', 'pipe'],
      detached: true,
    });
    const log: string[] = [];
    guarded.stderr.setEncoding('utf8').on('data', (text: string) => log.push(text));
    const gone = new Promise<void>((resolve) => guarded.once('close', () => resolve()));
    const stop = async () => {
      guarded.stdin.end();
      await gone;
      await rm(dir, { recursive: true, force: true });
    };
    const urlOf = (database: string) => `postgres://podpromo@127.0.0.1:${port}/${database}`;
    try {
      await waitFor(() => answers(urlOf('postgres'), log), { timeoutMs: START_TIMEOUT_MS, what: 'PostgreSQL' });
    } catch (error) {
      await stop();
      throw new Error(`it did not start:\n${log.join('').slice(-2000)}`, { cause: error });
    }
    const up = async () => {
      guarded.stdin.write('up\n');
      await waitFor(() => answers(urlOf('postgres'), []), { timeoutMs: START_TIMEOUT_MS, what: 'PostgreSQL' });
    };
    const down = async () => {
      guarded.stdin.write('down\n');
      await waitFor(async () => !(await answers(urlOf('postgres'), [])), { what: 'the end of PostgreSQL' });
    };
    return { urlOf, down, up, stop };
  } catch (error) {
    await rm(dir, { recursive: true, force: true });
    throw error;
  }
}

async function answers(url: string, log: readonly string[]): Promise<boolean> {
  if (log.join('').includes('database system is shut down')) throw new Error('PostgreSQL ended at once');
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  try {
    await client.connect();
    return true;
  } catch (error) {
    if (error instanceof Error) return false;
    throw error;
  } finally {
    await client.end();
  }
}

/** PostgreSQL refuses to run as root: then as `postgres` where there is such a user, else as `nobody`. */
async function serverUser(): Promise<User> {
  if (process.getuid?.() !== 0) return {};
  for (const name of ['postgres', 'nobody']) {
    const [uid, gid] = await Promise.all(['-u', '-g'].map((flag) => execa('id', [flag, name], { reject: false })));
    if (uid?.exitCode === 0 && gid?.exitCode === 0) return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  }
  throw new Error('PostgreSQL refuses to run as root, and there is neither a user "postgres" nor "nobody"');
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}

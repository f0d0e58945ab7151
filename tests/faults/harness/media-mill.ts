import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '#db/migrate.ts';
import { getEpisode } from '#db/repositories/episodes.ts';
import { listEpisodeJobs } from '#db/repositories/jobs/list-episode-jobs.ts';
import type { Database } from '#db/types.ts';
import { type AppContext, createContext } from '#lib/server/context.ts';
import type { Env } from '#lib/server/env.ts';
import { createLogger } from '#lib/server/logger.ts';
import { handleTus } from '#lib/server/uploads/handle-tus.ts';
import { newId } from '#lib/shared/ids.ts';
import { projectRoot } from '#scripts/supervisor/commands.ts';
import { type ManagedProcess, spawnManaged } from '#tests/helpers/managed-process.ts';
import { mediaEnv } from '#tests/helpers/media.ts';
import { createMemoryWatch } from '#tests/helpers/process-memory.ts';
import { liveJobs } from '#tests/helpers/stub-fleet.ts';
import { encoded, problemOf } from '#tests/helpers/tus.ts';
import { waitFor } from '#tests/helpers/wait.ts';

/** What became of one file. */
export interface Ground {
  readonly what: string;
  /** `ready`, or the code that it was refused with. */
  readonly code: string;
  readonly refusedAt: 'upload' | 'job' | null;
  /** From the first request to its last job's end, in milliseconds. */
  readonly tookMs: number;
  readonly episodeId: string | null;
}

/** The way that a person's file takes, with the real upload code and a real worker process on SQLite. */
export interface MediaMill {
  readonly env: Env;
  readonly context: AppContext;
  readonly tmpDir: string;
  readonly worker: ManagedProcess;
  readonly logs: () => string;
  /** Takes a file in and waits for its end. */
  grind(file: { name: string; what: string; bytes: Buffer }): Promise<Ground>;
  /** Files that should not be there: parts, work, temporary ones, sources of episodes that failed. */
  leftovers(): Promise<string[]>;
  /** The most that the worker took by itself, and with all its children, in MB. */
  peaks(): Promise<{ workerMb: number; familyMb: number }>;
  stop(): Promise<void>;
}

const AT_ONCE = 3;

/**
 * @param variables of the worker and of the upload code
 * @param where the folder that everything lies in, which the caller removes; one of its own where not given
 */
export async function startMediaMill(
  variables: Readonly<Record<string, string>> = {},
  where?: string,
  nodeArgs: readonly string[] = [],
): Promise<MediaMill> {
  const root = where ?? (await mkdtemp(join(tmpdir(), 'podpromo-mill-')));
  const tmpDir = join(root, 'tmp');
  const env = mediaEnv(join(root, 'data'), { MAX_QUEUE_SIZE: '1000', ...variables });
  await mkdir(join(env.uploadDir, '.tus'), { recursive: true });
  await mkdir(tmpDir);
  await migrate(env);
  const context = createContext(env, createLogger('silent', 'mill'));
  const db = await context.database();
  const log: string[] = [];
  const { FFMPEG_PATH, FFPROBE_PATH, SANDBOX, PATH = '', HOME = '' } = process.env;
  const given = Object.entries({ FFMPEG_PATH, FFPROBE_PATH, SANDBOX }).filter(([, value]) => value !== undefined);
  const worker = spawnManaged(
    {
      name: 'worker',
      file: process.execPath,
      args: [...nodeArgs, join(import.meta.dirname, 'media-worker.ts')],
      cwd: projectRoot,
      env: {
        ...{ NODE_ENV: 'production', PATH, HOME, TMPDIR: tmpDir, DATA_DIR: env.dataDir, LOG_LEVEL: 'info' },
        ...{ MAX_CONCURRENT_JOBS: String(AT_ONCE), CPU_THREADS: '2', ...Object.fromEntries(given), ...variables },
      },
    },
    log,
  );
  const memory = createMemoryWatch(worker.pid);
  let familyBytes = 0;
  const mill: MediaMill = {
    env,
    context,
    tmpDir,
    worker,
    logs: () => log.join(''),
    async grind({ name, what, bytes }): Promise<Ground> {
      const startedAt = performance.now();
      const taken = await upload(context, name, bytes);
      const tookMs = () => Math.round(performance.now() - startedAt);
      if ('code' in taken) return { what, code: taken.code, refusedAt: 'upload', tookMs: tookMs(), episodeId: null };
      const ended = await waitFor(() => endOf(db, taken.id), { timeoutMs: 90_000, everyMs: 40, what });
      const code = ended ?? 'no end';
      const refusedAt = code === 'ready' ? null : 'job';
      return { what, code, refusedAt, tookMs: tookMs(), episodeId: taken.id };
    },
    leftovers: () => leftovers(env, db, tmpDir),
    async peaks() {
      familyBytes = Math.max(familyBytes, memory.stop());
      const status = await readFile(`/proc/${worker.pid}/status`, 'utf8');
      const workerMb = Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? Number.NaN) / 1024;
      return { workerMb: Math.round(workerMb), familyMb: Math.round(familyBytes / 1024 ** 2) };
    },
    async stop() {
      memory.stop();
      await worker.end('SIGTERM', 10_000);
      await db.close();
      if (where === undefined) await rm(root, { recursive: true, force: true, maxRetries: 5 });
    },
  };
  return mill;
}

/** Takes in all files, a few at a time; what became of them, in their order. */
export async function grindAll<File extends Parameters<MediaMill['grind']>[0]>(
  mill: MediaMill,
  count: number,
  fileOf: (at: number) => File,
): Promise<Ground[]> {
  const ground: Ground[] = [];
  let next = 0;
  const lane = async () => {
    for (let at = next++; at < count; at = next++) ground[at] = await mill.grind(fileOf(at));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  const db = await mill.context.database();
  await waitFor(async () => (await liveJobs(db)) === 0, { what: 'the end of all jobs' });
  return ground;
}

/** One request of the tus protocol, answered by the real upload code in this process. */
export function tusRequest(
  context: AppContext,
  method: 'POST' | 'PATCH' | 'HEAD',
  path: string,
  headers: Readonly<Record<string, string>>,
  body: Uint8Array<ArrayBuffer> | null = null,
): Promise<Response> {
  const url = new URL(path, 'http://localhost:3000');
  const all = { 'tus-resumable': '1.0.0', host: url.host, ...headers };
  return handleTus(context, new Request(url, { method, headers: all, body }), newId());
}

const OCTETS = { 'content-type': 'application/offset+octet-stream' };

/** Creates an upload; its path, or the problem's code. */
export async function createUploadOf(context: AppContext, name: string, sizeBytes: number) {
  const metadata = { 'upload-length': String(sizeBytes), 'upload-metadata': `filename ${encoded(name)}` };
  const created = await tusRequest(context, 'POST', '/api/upload', metadata);
  const path = created.headers.get('location');
  if (created.status === 201 && path) return { path, id: path.split('/').at(-1) ?? '' };
  return { code: (await problemOf(created)).code };
}

/** Sends bytes from an offset on; null, or the problem's code. */
export async function sendBytes(
  context: AppContext,
  path: string,
  offset: number,
  bytes: Uint8Array,
): Promise<string | null> {
  const headers = { ...OCTETS, 'upload-offset': String(offset) };
  const sent = await tusRequest(context, 'PATCH', path, headers, Uint8Array.from(bytes));
  return sent.status < 400 ? null : (await problemOf(sent)).code;
}

async function upload(context: AppContext, name: string, bytes: Buffer): Promise<{ id: string } | { code: string }> {
  const created = await createUploadOf(context, name, bytes.length);
  if ('code' in created) return created;
  const code = await sendBytes(context, created.path, 0, bytes);
  return code === null ? { id: created.id } : { code };
}

/** `ready`, the code that it failed with, or null while jobs live. */
async function endOf(db: Database, episodeId: string): Promise<string | null> {
  const episode = await getEpisode(db, episodeId);
  if (episode?.state === 'ready') return 'ready';
  const jobs = await listEpisodeJobs(db, episodeId);
  const ended = jobs.find((job) => ['failed', 'poisoned', 'canceled'].includes(job.status));
  return ended ? `${ended.status === 'poisoned' ? 'poisoned: ' : ''}${ended.errorCode ?? 'no code'}` : null;
}

async function leftovers(env: Env, db: Database, tmpDir: string): Promise<string[]> {
  const inside = async (folder: string) =>
    (await readdir(folder, { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
  const all = [...(await inside(env.dataDir)), ...(await inside(tmpDir))];
  const left: string[] = [];
  for (const path of all) {
    if (/\.partial|\/\.tus\/|\/work\//.test(path) || path.startsWith(tmpDir)) left.push(path);
    const [, episodeId] = /\/uploads\/([0-9a-z]+)\/source\.[^/]+$/.exec(path) ?? [];
    if (episodeId !== undefined && (await getEpisode(db, episodeId))?.state !== 'ready') {
      left.push(`${path}: ${await endOf(db, episodeId)}`);
    }
  }
  return left;
}

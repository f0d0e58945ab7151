import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Database, openDatabase } from '#db/client.ts';
import { migrate } from '#db/migrate.ts';
import { insertAssetStatement } from '#db/repositories/assets.ts';
import { getEpisode } from '#db/repositories/episodes.ts';
import { enqueueJob } from '#db/repositories/jobs/enqueue.ts';
import { getJob } from '#db/repositories/jobs/get-job.ts';
import { requestCancel } from '#db/repositories/jobs/request-cancel.ts';
import { listWorkers } from '#db/repositories/workers.ts';
import { type Env, readEnv } from '#lib/server/env.ts';
import { paths } from '#lib/server/paths.ts';
import { newId } from '#lib/shared/ids.ts';
import { workerCommand } from '#scripts/supervisor/commands.ts';
import { type ManagedProcess, spawnManaged } from '#tests/helpers/managed-process.ts';
import { waitFor } from '#tests/helpers/wait.ts';
import { asset, storeEpisode } from '../db/rows.ts';

// Only so that a hang ends: what is waited for takes as long as the machine's load makes it.
const WAIT = { timeoutMs: 100_000 };

let dataDir: string;
let env: Env;
let db: Database;
const log: string[] = [];
const started: ManagedProcess[] = [];

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'podpromo-worker-'));
  // No engine, so that none is built.
  env = readEnv({ DATA_DIR: dataDir, WHISPER_BIN: join(dataDir, 'no-whisper') });
  await migrate(env);
  db = await openDatabase(env);
  log.length = 0;
});
afterEach(async () => {
  await Promise.all(started.splice(0).map((worker) => worker.end('SIGKILL', 1000)));
  await db.close();
  await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
});

function startWorker(variables: Record<string, string> = {}): ManagedProcess {
  const command = workerCommand(env);
  const worker = spawnManaged({ ...command, env: { ...command.env, ...variables } }, log);
  started.push(worker);
  return worker;
}

const speechOf = async () => (await listWorkers(db))[0]?.speech ?? null;

test('without an engine the worker says so, does what it can, and ends in order', async () => {
  const worker = startWorker();
  await waitFor(async () => (await speechOf())?.state === 'missing', { ...WAIT, what: 'the state of speech' });
  const [row] = await listWorkers(db);
  expect(row?.pid).toBe(worker.pid);
  expect(row?.speech?.message).toMatch(/WHISPER_BIN|compiler|install/i);

  const waiting = await enqueueJob(db, { kind: 'transcribe', episodeId: await storeEpisode(db) });
  const episodeId = await storeEpisode(db);
  const source = asset(episodeId, { path: `${episodeId}/source.mp3` });
  const folder = paths.episodeDir(env, episodeId);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'source.mp3'), 'this is a text and no sound');
  await insertAssetStatement(db, source);
  const probe = await enqueueJob(db, { kind: 'probe', episodeId });
  await waitFor(async () => (await getJob(db, probe.id))?.status === 'failed', { ...WAIT, what: 'the probe' });
  expect((await getEpisode(db, episodeId))?.state).toBe('failed');
  await waitFor(async () => (await readFile(paths.progressFile(env, episodeId), 'utf8')).includes('"failed"'), WAIT);
  expect(await readdir(paths.workDir(env))).toEqual([]);
  expect(await getJob(db, waiting.id)).toMatchObject({ status: 'queued', attempts: 0 });
  expect(await requestCancel(db, waiting.id)).toMatchObject({ status: 'canceled' });

  // Killed after that time, it would not say 0.
  await worker.end('SIGTERM', 60_000);
  expect(log.join('')).toContain('[worker ended: 0]');
  expect(await listWorkers(db)).toEqual([]);
});

test('leftovers of a killed worker are removed at the start', async () => {
  const left = join(paths.workDir(env), `${newId()}.0123abcd`);
  await mkdir(left, { recursive: true });
  await writeFile(join(left, 'half.mp4'), 'half');
  startWorker();
  await waitFor(async () => (await readdir(paths.workDir(env))).length === 0, { ...WAIT, what: 'the cleaning' });
});

test('a variable that cannot be used is named, and nothing starts', async () => {
  const worker = startWorker({ MAX_CONCURRENT_JOBS: '0' });
  await waitFor(() => worker.exited(), WAIT);
  expect(log.join('')).toContain('[worker ended: 1]');
  expect(log.join('')).toContain('MAX_CONCURRENT_JOBS');
});

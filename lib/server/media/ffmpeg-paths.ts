import { constants } from 'node:fs';
import { access, chmod, copyFile, mkdir, rename, rm } from 'node:fs/promises';
import { basename, delimiter, dirname, join } from 'node:path';
import { AppError } from '../app-error.ts';
import type { Env } from '../env.ts';
import { paths } from '../paths.ts';
import { runChild } from './run-child.ts';

export interface FfmpegPaths {
  readonly ffmpeg: string;
  readonly ffprobe: string;
  /** Older than 4.4: it renders, but a newer one is faster and safer; `/health` says so. */
  readonly old: boolean;
  /** As the program names itself, e.g. "5.1.6-0+deb12u1". */
  readonly version: string;
}

/** libavutil of ffmpeg 4.4: builds from git have no version number, but they have this. */
const LIBAVUTIL_4_4 = { major: 56, minor: 70 };
const NEEDED_FILTERS = ['ass', 'loudnorm', 'alimiter', 'overlay', 'alphamerge', 'scale', 'crop'];

const known = new Map<string, Promise<FfmpegPaths>>();

/**
 * Finds ffmpeg and ffprobe: `FFMPEG_PATH`/`FFPROBE_PATH`, else the system's,
 * else those of the npm installers. A system ffmpeg without libx264 or libass
 * is passed over. Found once per process; a failure is looked at again.
 *
 * @throws AppError `ffmpeg_missing`.
 */
export function resolveFfmpeg(env: Env): Promise<FfmpegPaths> {
  const key = [env.ffmpegPath, env.ffprobePath, process.env.PATH].join('\0');
  const found = known.get(key);
  if (found) return found;
  const search = find(env);
  known.set(key, search);
  search.catch(() => known.delete(key));
  return search;
}

async function find(env: Env): Promise<FfmpegPaths> {
  const problems: string[] = [];
  const ffmpeg = await first('ffmpeg', env.ffmpegPath, env, inspectFfmpeg, problems);
  const ffprobe = await first('ffprobe', env.ffprobePath, env, inspect, problems);
  if (!ffmpeg || !ffprobe) throw new AppError('ffmpeg_missing', { cause: new Error(problems.join('; ')) });
  return { ffmpeg: ffmpeg.path, ffprobe: ffprobe.path, old: ffmpeg.old, version: ffmpeg.version };
}

interface Found {
  path: string;
  version: string;
  old: boolean;
}

async function first(
  name: 'ffmpeg' | 'ffprobe',
  given: string | null,
  env: Env,
  look: (path: string) => Promise<Found>,
  problems: string[],
): Promise<Found | null> {
  for (const candidate of given ? [given] : candidates(name)) {
    const path = await runnable(candidate, env);
    if (!path) continue;
    try {
      return await look(path);
    } catch (error) {
      problems.push(`${path}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  if (given) problems.push(`${given} cannot be used as ${name}`);
  return null;
}

function candidates(name: string): string[] {
  const file = process.platform === 'win32' ? `${name}.exe` : name;
  const system = (process.env.PATH ?? '')
    .split(delimiter)
    .filter(Boolean)
    .map((folder) => join(folder, file));
  // By folder names and not by require.resolve: the web bundle must not carry 150 MB of programs along.
  const installers: string[] = [];
  for (const start of [import.meta.dirname, process.cwd()]) {
    for (let folder = start; folder && folder !== dirname(folder); folder = dirname(folder)) {
      const scope = join(/* turbopackIgnore: true */ folder, 'node_modules', `@${name}-installer`);
      installers.push(join(scope, `${process.platform}-${process.arch}`, file));
    }
  }
  return [...system, ...new Set(installers)];
}

/** The path, or that of an executable copy where the package's file may not be run by us; null where there is none. */
async function runnable(path: string, env: Env): Promise<string | null> {
  if (await allowed(path, constants.X_OK)) return path;
  if (!path.includes('-installer') || !(await allowed(path, constants.R_OK))) return null;
  const copy = join(paths.enginesDir(env), basename(path));
  if (await allowed(copy, constants.X_OK)) return copy;
  const temporary = `${copy}.${process.pid}.partial`;
  await mkdir(dirname(copy), { recursive: true, mode: 0o700 });
  try {
    await copyFile(path, temporary);
    await chmod(temporary, 0o755);
    await rename(temporary, copy);
  } finally {
    await rm(temporary, { force: true });
  }
  return copy;
}

async function allowed(path: string, mode: number): Promise<boolean> {
  try {
    await access(path, mode);
    return true;
  } catch {
    return false; // whatever the reason, this candidate is of no use; the search goes on
  }
}

async function inspect(path: string): Promise<Found> {
  const text = await output(path, ['-version']);
  const version = /^ff\w+ version (\S+)/.exec(text)?.[1];
  const util = /libavutil\s+(\d+)\.\s*(\d+)/.exec(text);
  if (!version || !util) throw new Error('does not answer like ffmpeg');
  const major = Number(util[1]);
  const minor = Number(util[2]);
  const old = major < LIBAVUTIL_4_4.major || (major === LIBAVUTIL_4_4.major && minor < LIBAVUTIL_4_4.minor);
  return { path, version, old };
}

async function inspectFfmpeg(path: string): Promise<Found> {
  const found = await inspect(path);
  const filters = await output(path, ['-hide_banner', '-filters']);
  const missing = NEEDED_FILTERS.filter((name) => !new RegExp(`^ \\S+\\s+${name} `, 'm').test(filters));
  if (missing.length > 0) throw new Error(`lacks the filter ${missing.join(', ')}`);
  const encoders = await output(path, ['-hide_banner', '-encoders']);
  if (!/ libx264 /.test(encoders)) throw new Error('lacks the encoder libx264');
  return found;
}

async function output(path: string, args: string[]): Promise<string> {
  const chunks: Buffer[] = [];
  const { exitCode, stderrTail } = await runChild({
    file: path,
    args,
    confinement: { kind: 'probe' },
    signal: new AbortController().signal,
    timeoutMs: 20_000,
    onStdout: (chunk) => chunks.push(chunk),
  });
  if (exitCode !== 0) throw new Error(`ended with ${exitCode}: ${stderrTail.slice(-500)}`);
  return Buffer.concat(chunks).toString('utf8');
}

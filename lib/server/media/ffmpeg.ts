import type { Readable } from 'node:stream';
import { AppError } from '../app-error.ts';
import type { Env } from '../env.ts';
import { childEnvironment } from './child-environment.ts';
import { resolveFfmpeg } from './ffmpeg-paths.ts';
import { mediaFiles } from './media-files.ts';
import { type ChildResult, runChild } from './run-child.ts';

export { type FfmpegPaths, resolveFfmpeg } from './ffmpeg-paths.ts';
export { AUDIO_CLOCK_FILTER, type MediaFormat, mediaFormatSchema, userInput } from './user-input.ts';

export interface RunFfmpegOptions {
  readonly env: Env;
  /** Everything after the general options; inputs through `userInput` or `ownInput`. */
  readonly args: readonly string[];
  readonly signal: AbortSignal;
  readonly cwd?: string;
  /** At least 60 s is given; see `mediaTimeoutMs`. */
  readonly timeoutMs: number;
  /** Milliseconds of output written so far. Not together with `onData`. */
  readonly onProgress?: (doneMs: number) => void;
  /** Raw output where the arguments write to `pipe:1`. A promise holds ffmpeg back until it is settled. */
  readonly onData?: (chunk: Buffer) => unknown;
  readonly stdin?: Readable;
  /** A file for fontconfig, absolute, in place of the machine's. */
  readonly fontConfig?: string;
  /** It may use a graphics card. */
  readonly graphics?: boolean;
  /** Where true, an error at the end is the caller's to judge by `exitCode`. */
  readonly tolerant?: boolean;
}

/** The wall clock that work on media of this length may take: max(60 s, 3 × length). */
export function mediaTimeoutMs(durationMs: number): number {
  return Math.max(60_000, 3 * durationMs);
}

/**
 * Runs ffmpeg to its end.
 *
 * @throws AppError `ffmpeg_missing`, `job_timeout`, `disk_full`, `ffmpeg_failed`
 *   (with the end of its log as the cause); the signal's reason on abort.
 */
export async function runFfmpeg(options: RunFfmpegOptions): Promise<ChildResult> {
  const { ffmpeg } = await resolveFfmpeg(options.env);
  const progress = options.onData ? [] : ['-progress', 'pipe:1'];
  const args = ['-nostdin', '-hide_banner', '-nostats', '-y', ...progress, ...options.args];
  const result = await runChild({
    file: ffmpeg,
    args,
    confinement: { kind: 'media', ...mediaFiles(options.args), graphics: options.graphics },
    signal: options.signal,
    cwd: options.cwd,
    timeoutMs: Math.max(60_000, options.timeoutMs),
    stdin: options.stdin,
    onStdout: options.onData ?? progressParser(options.onProgress),
    env: options.fontConfig ? { ...childEnvironment(), FONTCONFIG_FILE: options.fontConfig } : undefined,
  });
  if (result.exitCode !== 0 && !options.tolerant) throw ffmpegError(result);
  return result;
}

/** Why ffmpeg ended with an error, as a code of ours. */
export function ffmpegError(result: ChildResult): AppError {
  const cause = new Error(`ffmpeg ended with ${result.exitCode}: ${result.stderrTail.slice(-2000)}`);
  return new AppError(/No space left on device/.test(result.stderrTail) ? 'disk_full' : 'ffmpeg_failed', { cause });
}

/**
 * Runs ffprobe and returns what it printed and complained about.
 *
 * @throws AppError `ffmpeg_missing`, `job_timeout`; the signal's reason on abort.
 */
export async function runFfprobe(options: {
  env: Env;
  args: readonly string[];
  signal: AbortSignal;
  timeoutMs: number;
}): Promise<ChildResult & { stdout: string }> {
  const { ffprobe } = await resolveFfmpeg(options.env);
  const args = ['-hide_banner', ...options.args];
  const chunks: Buffer[] = [];
  let bytes = 0;
  const result = await runChild({
    file: ffprobe,
    args,
    confinement: { kind: 'probe', reads: mediaFiles(options.args).reads },
    signal: options.signal,
    timeoutMs: options.timeoutMs,
    onStdout: (chunk) => {
      bytes += chunk.length;
      if (bytes > 4_000_000) throw new AppError('media_too_complex');
      chunks.push(chunk);
    },
  });
  return { ...result, stdout: Buffer.concat(chunks).toString('utf8') };
}

/** Reads `out_time=HH:MM:SS.ffffff`, which all versions print alike (`out_time_ms` is microseconds in all of them). */
export function progressParser(onProgress?: (doneMs: number) => void): (chunk: Buffer) => void {
  let rest = '';
  return (chunk) => {
    const lines = (rest + chunk.toString('latin1')).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const match = /^out_time=(\d+):(\d\d):(\d\d(?:\.\d+)?)/.exec(line);
      if (match) onProgress?.((Number(match[1]) * 3600 + Number(match[2]) * 60 + Number(match[3])) * 1000);
    }
  };
}

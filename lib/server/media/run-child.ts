import type { Readable } from 'node:stream';
import { execa } from 'execa';
import type { ErrorCode } from '#lib/shared/error-codes.ts';
import { AppError } from '../app-error.ts';
import { childEnvironment } from './child-environment.ts';

export interface ChildOptions {
  readonly file: string;
  readonly args: readonly string[];
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
  readonly cwd?: string;
  /** Bytes for the child's standard input; read as fast as the child takes them. */
  readonly stdin?: Readable;
  /** Gets what the child prints, chunk by chunk. A promise holds the child back until it is settled. */
  readonly onStdout: (chunk: Buffer) => unknown;
  /** Gets what the child complains about, chunk by chunk; its end is in `stderrTail` in any case. */
  readonly onStderr?: (chunk: Buffer) => void;
  /** Instead of the reduced environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** The code of the error where the program cannot be started; `ffmpeg_missing` where not given. */
  readonly missingCode?: ErrorCode;
}

export interface ChildResult {
  readonly exitCode: number | null;
  /** The last 16 KB of what the child complained about. */
  readonly stderrTail: string;
}

const STDERR_TAIL_BYTES = 16_384;
const groups = new Set<number>();

process.on('exit', () => {
  for (const pid of groups) killGroup(pid);
});

/**
 * Runs a child in its own process group with a reduced environment. On abort,
 * timeout and our own exit the whole group is killed.
 *
 * @throws AppError `job_timeout`; the signal's reason on abort; AppError
 *   `missingCode` where the program cannot be started. A child that ends
 *   with an error is not thrown: judge `exitCode`.
 */
export async function runChild(options: ChildOptions): Promise<ChildResult> {
  options.signal.throwIfAborted();
  const child = execa(options.file, [...options.args], {
    cwd: options.cwd,
    env: options.env ?? childEnvironment(),
    extendEnv: false,
    detached: true,
    stdin: options.stdin ? 'pipe' : 'ignore',
    buffer: false,
    reject: false,
    windowsHide: true,
  });
  const pid = child.pid;
  if (pid) groups.add(pid);
  const stop = () => pid && killGroup(pid);
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    stop();
  }, options.timeoutMs);
  options.signal.addEventListener('abort', stop, { once: true });
  const tail: Buffer[] = [];
  let tailBytes = 0;
  child.stderr.on('data', (chunk: Buffer) => {
    tail.push(chunk);
    tailBytes += chunk.length;
    while (tail.length > 1 && tailBytes - (tail[0]?.length ?? 0) > STDERR_TAIL_BYTES) {
      tailBytes -= tail.shift()?.length ?? 0;
    }
  });
  let listenerError: unknown;
  const fail = (error: unknown) => {
    listenerError ??= error;
    stop();
  };
  const listen = (stream: Readable, listener: (chunk: Buffer) => unknown) =>
    stream.on('data', (chunk: Buffer) => {
      try {
        const taken = listener(chunk);
        if (!(taken instanceof Promise)) return;
        stream.pause();
        taken.catch(fail).finally(() => stream.resume());
      } catch (error) {
        fail(error);
      }
    });
  listen(child.stdout, options.onStdout);
  if (options.onStderr) listen(child.stderr, options.onStderr);
  if (options.stdin && child.stdin) {
    // A child that has read enough closes its end: that is no failure of ours.
    child.stdin.on('error', () => options.stdin?.destroy());
    options.stdin.pipe(child.stdin);
  }
  try {
    const result = await child;
    options.signal.throwIfAborted();
    if (listenerError) throw listenerError;
    if (late) throw new AppError('job_timeout', { cause: new Error(`stopped after ${options.timeoutMs} ms`) });
    if (!pid) throw new AppError(options.missingCode ?? 'ffmpeg_missing', { cause: result });
    return { exitCode: result.exitCode ?? null, stderrTail: Buffer.concat(tail).toString('utf8').slice(-16_384) };
  } finally {
    clearTimeout(timer);
    options.signal.removeEventListener('abort', stop);
    options.stdin?.destroy();
    if (pid) groups.delete(pid);
  }
}

function killGroup(pid: number): void {
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch {
    // it ended in the meantime, which is what we want
  }
}

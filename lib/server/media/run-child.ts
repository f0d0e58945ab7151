import type { Readable } from 'node:stream';
import { execa } from 'execa';
import type { ErrorCode } from '#lib/shared/error-codes.ts';
import { AppError } from '../app-error.ts';
import { passPriority } from '../give-way.ts';
import { childEnvironment } from './child-environment.ts';
import { confine } from './sandbox/confine.ts';
import type { Confinement } from './sandbox/confinement.ts';
import { plainExitCode } from './sandbox/exit-code.ts';
import { forgetSandboxTools } from './sandbox/machine.ts';

export interface ChildOptions {
  readonly file: string;
  readonly args: readonly string[];
  /** What it is for, and the files that it may touch. */
  readonly confinement: Confinement;
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
 * Runs a child in its own process group with a reduced environment, behind limits
 * and closed in as far as this machine allows it (see `confine`). On abort,
 * timeout and our own exit the whole group is killed. The one place that starts
 * programs for media, speech and models.
 *
 * @throws AppError `job_timeout`; the signal's reason on abort; AppError
 *   `missingCode` where the program cannot be started; `sandbox_failed`. A child that ends
 *   with an error is not thrown: judge `exitCode`.
 */
export async function runChild(options: ChildOptions): Promise<ChildResult> {
  options.signal.throwIfAborted();
  const { confinement, timeoutMs, cwd } = options;
  const command = await confine(options, confinement, { timeoutMs, cwd });
  options.signal.throwIfAborted();
  const child = execa(command.file, [...command.args], {
    cwd,
    env: options.env ?? childEnvironment(),
    extendEnv: false,
    detached: true,
    stdin: options.stdin ? 'pipe' : 'ignore',
    buffer: false,
    reject: false,
    windowsHide: true,
  });
  const pid = child.pid;
  if (pid) {
    groups.add(pid);
    passPriority(pid);
  }
  const stop = () => pid && killGroup(pid);
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    stop();
  }, timeoutMs);
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
  const heard = [listenTo(child.stdout, options.onStdout, fail)];
  if (options.onStderr) heard.push(listenTo(child.stderr, options.onStderr, fail));
  if (options.stdin && child.stdin) {
    // A child that has read enough closes its end: that is no failure of ours.
    child.stdin.on('error', () => options.stdin?.destroy());
    options.stdin.pipe(child.stdin);
  }
  try {
    const result = await child;
    await Promise.all(heard.map((isTaken) => isTaken()));
    options.signal.throwIfAborted();
    if (listenerError) throw listenerError;
    if (late) throw new AppError('job_timeout', { cause: new Error(`stopped after ${timeoutMs} ms`) });
    if (!pid) throw new AppError(options.missingCode ?? 'ffmpeg_missing', { cause: result });
    const stderrTail = Buffer.concat(tail).toString('utf8').slice(-STDERR_TAIL_BYTES);
    if (command.closedIn && result.exitCode === 1 && /^bwrap: /.test(stderrTail)) {
      forgetSandboxTools();
      throw new AppError('sandbox_failed', { cause: new Error(stderrTail.slice(0, 500)) });
    }
    return { exitCode: plainExitCode(result.exitCode ?? null, command.closedIn), stderrTail };
  } finally {
    clearTimeout(timer);
    options.signal.removeEventListener('abort', stop);
    options.stdin?.destroy();
    if (pid) groups.delete(pid);
  }
}

/**
 * Hands on what a stream brings, one chunk after the other. The stream is held back while a chunk is being taken, but
 * Node lets it flow once the child has ended: what comes then waits here.
 *
 * @returns waits until all that came so far is taken
 */
function listenTo(stream: Readable, listener: (chunk: Buffer) => unknown, fail: (error: unknown) => void) {
  let waiting = 0;
  let taken: Promise<unknown> = Promise.resolve();
  const release = () => {
    waiting -= 1;
    if (waiting === 0) stream.resume();
  };
  stream.on('data', (chunk: Buffer) => {
    try {
      const result = waiting > 0 ? taken.then(() => listener(chunk)) : listener(chunk);
      if (!(result instanceof Promise)) return;
      waiting += 1;
      stream.pause();
      taken = result.catch(fail).finally(release);
    } catch (error) {
      fail(error);
    }
  });
  return () => taken;
}

function killGroup(pid: number): void {
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch {
    // it ended in the meantime, which is what we want
  }
}

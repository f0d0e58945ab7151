import { spawn } from 'node:child_process';
import { projectRoot } from '../supervisor/commands.ts';
import { killGroup } from '../supervisor/process-groups.ts';

const GRACE_MS = 10_000;

/**
 * Runs a program on this Node, its output on ours, in a process group of its own.
 *
 * @param options.limitMs after it the program is ended and counts as failed
 * @returns the exit code, or what ended it
 */
export function runToEnd(
  args: readonly string[],
  options: { env: Readonly<Record<string, string>>; signal: AbortSignal; limitMs: number },
): Promise<number | string> {
  const child = spawn(process.execPath, args, {
    cwd: projectRoot,
    env: { ...options.env, NODE_ENV: 'test' },
    stdio: ['ignore', 'inherit', 'inherit'],
    detached: true,
  });
  let why: string | null = null;
  const end = (reason: string) => {
    why = reason;
    child.kill('SIGTERM');
    setTimeout(() => child.pid && killGroup(child.pid), GRACE_MS).unref();
  };
  const limit = setTimeout(() => end(`the limit of ${options.limitMs / 60_000} minutes`), options.limitMs);
  const stop = () => end('an interrupt');
  options.signal.addEventListener('abort', stop);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      clearTimeout(limit);
      // Its own helpers may be a moment slower: they would write into a folder that is being removed.
      if (child.pid) killGroup(child.pid);
      options.signal.removeEventListener('abort', stop);
      resolve(why ?? signal ?? code ?? 1);
    });
  });
}

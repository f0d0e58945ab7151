import { spawn } from 'node:child_process';
import type { Command } from '#scripts/supervisor/commands.ts';

/** A program that a test started and can end. */
export interface ManagedProcess {
  readonly pid: number;
  exited(): boolean;
  /** Sends the signal, waits until the process is gone, and after `waitMs` takes SIGKILL. */
  end(signal: NodeJS.Signals, waitMs: number): Promise<void>;
}

const alive = new Set<number>();
// A test run that is interrupted leaves nothing behind.
process.once('exit', () => {
  for (const pid of alive) kill(pid, 'SIGKILL');
});

/** Starts a program in its own process group; what it writes is appended to `log`. */
export function spawnManaged(command: Command, log: string[]): ManagedProcess {
  const child = spawn(command.file, command.args, {
    cwd: command.cwd,
    env: command.env,
    // The channel lets it end by itself should the test process be killed (end-with-parent.mjs).
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    detached: true,
  });
  const { pid } = child;
  if (pid === undefined) throw new Error(`cannot start ${command.file}`);
  alive.add(pid);
  child.stdout?.setEncoding('utf8').on('data', (text: string) => log.push(text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => log.push(text));
  const gone = new Promise<void>((resolve) => {
    child.once('exit', (code, signal) => {
      alive.delete(pid);
      log.push(`[${command.name} ended: ${signal ?? code}]\n`);
      resolve();
    });
  });
  return {
    pid,
    exited: () => !alive.has(pid),
    async end(signal, waitMs) {
      if (!alive.has(pid)) return;
      child.kill(signal);
      const timer = setTimeout(() => kill(pid, 'SIGKILL'), waitMs);
      await gone;
      clearTimeout(timer);
    },
  };
}

function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

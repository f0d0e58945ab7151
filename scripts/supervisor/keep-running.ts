import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from './commands.ts';
import type { Console } from './console.ts';
import { killGroup, watchChildren } from './process-groups.ts';

/** A program that is started again when it ends by itself. */
export interface Supervised {
  /** Null between two runs. */
  pid(): number | null;
  /** It came up once: from now on it is restarted without end. */
  healthy(): void;
  /** Sends SIGTERM, and SIGKILL to what is left after the grace time. Never throws. */
  stop(): Promise<void>;
}

export interface KeepRunningOptions {
  /** From SIGTERM to SIGKILL. */
  graceMs: number;
  output: Console;
  /** Called when it ended too often without having come up; it is then not started again. */
  onNeverUp?: () => void;
}

const FIRST_DELAY_MS = 500;
const LAST_DELAY_MS = 30_000;
/** Who lived this long begins again with the shortest delay. */
const STEADY_MS = 60_000;
const TRIES_TO_COME_UP = 3;

/** Starts a program and keeps it running. */
export function keepRunning(command: Command, options: KeepRunningOptions): Supervised {
  const { output, graceMs } = options;
  const stopping = new AbortController();
  let child: ChildProcess | null = null;
  let cameUp = options.onNeverUp === undefined;

  const ended = (async () => {
    for (let crashes = 0; !stopping.signal.aborted; ) {
      const started = Date.now();
      const how = await runOnce();
      if (stopping.signal.aborted) return;
      crashes = Date.now() - started > STEADY_MS ? 1 : crashes + 1;
      if (!cameUp && crashes >= TRIES_TO_COME_UP) {
        output.say(`${command.name} ended (${how}) ${crashes} times without coming up`);
        options.onNeverUp?.();
        return;
      }
      const delayMs = Math.min(LAST_DELAY_MS, FIRST_DELAY_MS * 2 ** (crashes - 1));
      output.say(`${command.name} ended (${how}); starting it again in ${delayMs / 1000} s`);
      await sleep(delayMs, undefined, { signal: stopping.signal }).catch((error: unknown) => {
        if (!stopping.signal.aborted) throw error;
      });
    }
  })();

  /** Runs it until it ends; says how it ended. */
  function runOnce(): Promise<string> {
    const running = spawn(command.file, command.args, {
      cwd: command.cwd,
      env: command.env,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      // Ctrl-C in the terminal reaches us alone; we tell the children in our own time.
      detached: true,
    });
    child = running;
    if (running.pid !== undefined) output.say(`${command.name} started (process ${running.pid})`);
    for (const stream of [running.stdout, running.stderr]) if (stream) forward(stream);
    const grandchildren = watchChildren(running.pid);
    return new Promise((resolve) => {
      const end = (how: string) => {
        child = null;
        // A worker that was killed cannot end the ffmpeg and whisper that it started.
        grandchildren.killLeftovers();
        resolve(how);
      };
      running.once('error', (error) => end(error.message));
      running.once('exit', (code, signal) => end(signal ?? `exit code ${code}`));
    });
  }

  function forward(stream: Readable): void {
    createInterface({ input: stream }).on('line', (line) => output.line(command.name, line));
  }

  return {
    pid: () => child?.pid ?? null,
    healthy: () => {
      cameUp = true;
    },
    async stop() {
      stopping.abort();
      child?.kill('SIGTERM');
      const timer = setTimeout(() => {
        output.say(`${command.name} did not end in ${graceMs / 1000} s and is killed`);
        if (child?.pid) killGroup(child.pid);
      }, graceMs);
      await ended;
      clearTimeout(timer);
    },
  };
}

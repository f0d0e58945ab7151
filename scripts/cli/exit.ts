import { AppError } from '#lib/server/app-error.ts';
import { EnvError } from '#lib/server/env.ts';
import { ERROR_CODES } from '#lib/shared/error-codes.ts';
import { HelpWanted, UsageError } from './arguments.ts';

/** npm sends on the Ctrl-C that the terminal has already sent: a second signal so soon is no wish to end faster. */
const SAME_SIGNAL_MS = 1000;

/** 0 done, 1 failed, 2 bad usage or bad input. Other programs rely on these. */
export type ExitCode = 0 | 1 | 2;

/** What to print on stderr and how to end after a failure; one clear sentence each. */
export function describeFailure(error: unknown): { code: ExitCode; text: string } {
  if (error instanceof UsageError) return { code: 2, text: error.message };
  if (error instanceof EnvError) return { code: 2, text: error.message };
  if (error instanceof AppError) {
    const { status, title, action } = ERROR_CODES[error.code];
    // What to install is part of its own sentence, the same one as on the page.
    if (error.code === 'engine_missing' && error.detail) return { code: 1, text: `${error.detail}. [${error.code}]` };
    const detail = error.detail === undefined || error.detail === title ? '' : ` (${error.detail})`;
    return { code: status < 500 ? 2 : 1, text: `${title}${detail}. ${action} [${error.code}]` };
  }
  return { code: 1, text: error instanceof Error ? error.message : String(error) };
}

/**
 * Runs a command: its signal is aborted by Ctrl-C and SIGTERM (a later second
 * one ends at once), a failure becomes one sentence on stderr and the exit code.
 */
export async function runCommand(command: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const controller = new AbortController();
  let stoppedAt = 0;
  const stop = () => {
    if (!controller.signal.aborted) {
      stoppedAt = performance.now();
      controller.abort(new Error('Stopped.'));
    } else if (performance.now() - stoppedAt > SAME_SIGNAL_MS) {
      // Not left to the system, which would end us without ending our children.
      process.exit(1);
    }
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, stop);
  // Whoever read our lines has enough of them (`| head`): what we do is done to its end.
  process.stdout.on('error', (error) => {
    if (!('code' in error && error.code === 'EPIPE')) throw error;
  });
  try {
    await command(controller.signal);
    process.exitCode = 0;
  } catch (error) {
    if (error instanceof HelpWanted) {
      process.stdout.write(`${error.message}\n`);
      return;
    }
    const { code, text } = describeFailure(controller.signal.aborted ? controller.signal.reason : error);
    process.stderr.write(`${text}\n`);
    process.exitCode = code;
  }
}

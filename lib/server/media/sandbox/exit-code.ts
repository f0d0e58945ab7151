/** Signals that end a program, as bubblewrap reports them: 128 and the number. */
const ENDED_BY_SIGNAL = new Set([132, 134, 135, 136, 137, 139, 143, 152, 153]);

/** The exit code as without bubblewrap: null where a signal ended the program. */
export function plainExitCode(exitCode: number | null, closedIn: boolean): number | null {
  return closedIn && exitCode !== null && ENDED_BY_SIGNAL.has(exitCode) ? null : exitCode;
}

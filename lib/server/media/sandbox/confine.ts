import { sandboxMode } from '../../env.ts';
import { bubblewrapArguments } from './bubblewrap.ts';
import type { Command, Confinement } from './confinement.ts';
import { limitArguments } from './limits.ts';
import { sandboxTools } from './machine.ts';
import { onPath } from './on-path.ts';
import { programFiles } from './program-files.ts';

/** A command as it is started, and whether it runs closed in. */
export interface ConfinedCommand extends Command {
  readonly closedIn: boolean;
}

const programs = new Map<string, Promise<string[] | null>>();

/** Puts a command behind the limits, and into bubblewrap, as far as this machine has them. */
export async function confine(
  command: Command,
  confinement: Confinement,
  given: { timeoutMs: number; cwd: string | undefined },
): Promise<ConfinedCommand> {
  const found = sandboxMode() === 'off' ? null : await onPath(command.file);
  // What is not there fails as it would without us.
  if (found === null) return { ...command, closedIn: false };
  const tools = await sandboxTools();
  let [file, args] = [found, command.args];
  const { kind } = confinement;
  const program = kind === 'tool' ? null : await filesOf(file);
  const { procfs } = tools;
  // Node needs /proc; what our own programs read are numbers and plain text.
  const bwrap = kind === 'script' && !procfs ? null : tools.bwrap;
  const closedIn = bwrap !== null && program !== null;
  if (bwrap !== null && program !== null) {
    args = [...(await bubblewrapArguments({ confinement, program, cwd: given.cwd, procfs })), '--', file, ...args];
    file = bwrap;
  }
  if (tools.prlimit !== null) {
    // A script around ffprobe may keep a log of its own.
    const limitsOf = program === null && kind === 'probe' ? 'media' : kind;
    args = [...limitArguments(limitsOf, given.timeoutMs, tools.hard), '--', file, ...args];
    file = tools.prlimit;
  }
  return { file, args, closedIn };
}

/** Looked up once per process and path; a failure is looked at again. */
function filesOf(file: string): Promise<string[] | null> {
  const found = programs.get(file);
  if (found) return found;
  const search = programFiles(file);
  programs.set(file, search);
  search.catch(() => programs.delete(file));
  return search;
}

/** What holds children back on this machine, for those who host it. */
export interface SandboxState {
  readonly mode: 'auto' | 'off';
  /** Memory, file size, open files and processor time are limited. */
  readonly limits: boolean;
  /** Children see nothing but their own files, and no network. */
  readonly isolation: boolean;
  /** Why something is not in force; null where all is. */
  readonly reason: string | null;
}

export async function sandboxState(): Promise<SandboxState> {
  const mode = sandboxMode();
  if (mode === 'off') return { mode, limits: false, isolation: false, reason: 'SANDBOX is off' };
  const { prlimit, bwrap, lacking } = await sandboxTools();
  return { mode, limits: prlimit !== null, isolation: bwrap !== null, reason: lacking };
}
